import { Menu as BaseMenu } from '@base-ui/react/menu'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLanguage } from '../../i18n/provider.tsx'
import { buttonLook } from '../button-look.ts'

type MenuProps = {
  label: string
  /** What is chosen, in words; null for nothing in particular. */
  value: string | null
  /** Stands above the choices. */
  head?: ReactNode
  children: ReactNode
}

/** A button that says what a filter is set to, and opens its choices. */
export function Menu({ label, value, head, children }: MenuProps) {
  const { t } = useLanguage()
  const text = value === null ? label : t('filter.chosen', { filter: label, value })
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger
        className={`${buttonLook({ look: value === null ? 'secondary' : 'chosen' })} min-w-0 max-w-full sm:max-w-72`}
      >
        <span className="foreign truncate">{text}</span>
        <ChevronDown aria-hidden className="-mr-1 size-4 shrink-0 opacity-70" />
      </BaseMenu.Trigger>
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={6} align="start" className="z-20 outline-none">
          <BaseMenu.Popup className="flex max-h-(--available-height) w-64 max-w-(--available-width) flex-col overflow-hidden rounded-card border border-line bg-surface shadow-float outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {head}
            <div className="min-h-0 max-h-96 overflow-y-auto overscroll-contain p-1.5">{children}</div>
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}

/** The class names of one choice. */
export const itemShape =
  'touchable flex min-h-9 cursor-pointer select-none items-center gap-2.5 rounded-control px-2.5 py-1.5 outline-none data-highlighted:bg-off-soft'

/** Marks the choice that is set; the place of the mark is kept on the others. */
export function Mark({ on }: { on: boolean }) {
  return <Check aria-hidden className={`size-4 shrink-0 text-run ${on ? '' : 'invisible'}`} />
}

/** The same where several may be set. */
export function Box({ on }: { on: boolean }) {
  const look = on ? 'border-accent bg-accent text-on-accent' : 'border-edge text-transparent'
  return (
    <span
      aria-hidden
      className={`flex size-4.5 shrink-0 items-center justify-center rounded-bar border ${look}`}
    >
      <Check className="size-3.5" strokeWidth={3} />
    </span>
  )
}
