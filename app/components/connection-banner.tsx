import { CloudOff } from 'lucide-react'
import type { FeedState } from '../hooks/feed.ts'
import { useLanguage } from '../i18n/provider.tsx'

/** Over the page, so that nothing moves: the data on it is old, and how old. */
export function ConnectionBanner({ feed }: { feed: FeedState<unknown> }) {
  const { t, format } = useLanguage()
  if (!feed.lost || !feed.data) return null
  const time = format.time(new Date(feed.at).toISOString())
  return (
    <div className="pointer-events-none fixed inset-x-0 top-16 z-20 flex justify-center px-gutter">
      <p
        role="alert"
        className="numbers flex items-center gap-2.5 rounded-card border border-wait-mark bg-wait-soft px-4 py-2 font-medium text-wait shadow-float"
      >
        <CloudOff aria-hidden className="size-4.5 shrink-0" />
        {t('connection.lost', { time })}
      </p>
    </div>
  )
}
