import { Menu as BaseMenu } from '@base-ui/react/menu'
import { Search } from 'lucide-react'
import { useLanguage } from '../../i18n/provider.tsx'
import { itemShape, Mark, Menu } from './menu.tsx'

type Option = { value: string; label: string }

type ChoiceMenuProps = {
  label: string
  value: string | undefined
  options: readonly Option[]
  /** Stands for no choice. */
  any?: string
  /** Words of the field that finds one among many. */
  search?: { label: string; none: string }
  choose: (value: string | undefined) => void
}

/** More than these are not taken in at a glance. */
const few = 8

/** One of several, or any. */
export function ChoiceMenu({ label, value, options, any, search, choose }: ChoiceMenuProps) {
  const { t } = useLanguage()
  const chosen = options.find((option) => option.value === value)
  const choices = [{ value: '', label: any ?? t('filter.any') }, ...options]
  const group = (
    <BaseMenu.RadioGroup value={value ?? ''} onValueChange={(next: string) => choose(next || undefined)}>
      {choices.map((option) => (
        <BaseMenu.RadioItem key={option.value} value={option.value} closeOnClick className={itemShape}>
          <Mark on={option.value === (value ?? '')} />
          <span className="foreign min-w-0">{option.label}</span>
        </BaseMenu.RadioItem>
      ))}
    </BaseMenu.RadioGroup>
  )
  const words = chosen?.label ?? null
  if (!search || options.length <= few) {
    return (
      <Menu label={label} value={words}>
        {group}
      </Menu>
    )
  }
  return (
    <BaseMenu.FilterProvider>
      <Menu label={label} value={words} head={<Finder {...search} />}>
        <BaseMenu.List>{group}</BaseMenu.List>
      </Menu>
    </BaseMenu.FilterProvider>
  )
}

function Finder({ label, none }: { label: string; none: string }) {
  return (
    <>
      <div className="relative border-line border-b">
        <Search aria-hidden className="-translate-y-1/2 absolute top-1/2 left-4 size-4 text-muted" />
        <BaseMenu.Input
          aria-label={label}
          placeholder={label}
          className="touchable h-11 w-full bg-surface pr-3 pl-10 text-body text-ink outline-none placeholder:text-muted"
        />
      </div>
      <BaseMenu.Empty className="px-4 py-3 text-caption text-muted empty:hidden">{none}</BaseMenu.Empty>
    </>
  )
}
