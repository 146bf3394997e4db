import { ArrowUp } from 'lucide-react'
import { useLanguage } from '../../i18n/provider.tsx'

/** New runs are there. It floats over the head of the list, so that nothing moves until somebody asks for it. */
export function NewsChip({ count, press }: { count: number; press: () => void }) {
  const { t } = useLanguage()
  return (
    <div className="pointer-events-none sticky top-3 z-10 flex h-0 justify-end pr-1 lg:justify-center">
      <button
        type="button"
        onClick={press}
        className="touchable numbers pointer-events-auto mt-0.5 inline-flex h-control items-center gap-2 self-start whitespace-nowrap rounded-full bg-accent pr-4 pl-3 font-medium text-caption text-on-accent shadow-float transition-colors hover:bg-accent-strong"
      >
        <ArrowUp aria-hidden className="size-4" />
        {t('list.news', { n: count })}
      </button>
    </div>
  )
}
