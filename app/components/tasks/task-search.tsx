import { Search } from 'lucide-react'
import type { RefObject } from 'react'
import { useKeys } from '../../hooks/use-keys.ts'
import { useLanguage } from '../../i18n/provider.tsx'

type TaskSearchProps = {
  sought: string
  seek: (words: string) => void
  field: RefObject<HTMLInputElement | null>
}

/** Finds tasks among many by words of their titles and descriptions. */
export function TaskSearch({ sought, seek, field }: TaskSearchProps) {
  const { t } = useLanguage()
  useKeys({ '/': () => field.current?.focus() })
  return (
    <search className="relative w-full sm:w-72">
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-muted"
      />
      <input
        ref={field}
        type="search"
        aria-label={t('tasks.search')}
        placeholder={t('tasks.search')}
        aria-keyshortcuts="/"
        value={sought}
        onChange={({ target }) => seek(target.value)}
        onKeyDown={({ key }) => key === 'Escape' && seek('')}
        className="touchable h-control w-full rounded-control border border-edge bg-surface pr-3 pl-9 text-body text-ink placeholder:text-muted"
      />
    </search>
  )
}
