import { useNow } from '../hooks/use-now.ts'
import { useLanguage } from '../i18n/provider.tsx'

/** "5 min ago", with the exact time on hover. */
export function RelativeTime({ at }: { at: string }) {
  const { format } = useLanguage()
  const now = useNow(10_000)
  return (
    <time dateTime={at} title={format.full(at)} className="whitespace-nowrap">
      {format.relative(at, Math.max(now, Date.parse(at)))}
    </time>
  )
}
