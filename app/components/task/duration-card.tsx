import { memo } from 'react'
import type { Run } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Card } from '../card.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Skeleton } from '../skeleton.tsx'
import { scaleFor } from './chart-scale.ts'
import { DurationChart } from './duration-chart.tsx'
import { Mark } from './mark.tsx'
import { type Ended, endedOf, type Figures, figuresOf } from './outcomes.ts'

/** How the last runs went: three figures, and a mark for each run. */
export const DurationCard = memo(function DurationCard({ runs }: { runs: Run[] | undefined }) {
  const { t } = useLanguage()
  const ended = endedOf(runs ?? [])
  return (
    <Card title={t('chart.title')}>
      {!runs && <Skeleton className="h-88" />}
      {runs && ended.length === 0 && <p className="text-muted">{t('chart.empty')}</p>}
      {ended.length > 0 && <Durations ended={ended} />}
    </Card>
  )
})

function Durations({ ended }: { ended: Ended[] }) {
  const { t } = useLanguage()
  const figures = figuresOf(ended)
  const summary = useSummary(figures)
  const scale = scaleFor(ended.flatMap(({ ms }) => (ms === null ? [] : [ms])))
  const [oldest, newest] = [ended[0], ended.at(-1)]
  return (
    <div className="space-y-5">
      <Numbers figures={figures} />
      <figure className="pt-2">
        <DurationChart ended={ended} scale={scale} figures={figures} summary={summary} />
        <p aria-hidden className="mt-1.5 mr-9 ml-16 flex justify-between text-caption text-muted">
          {oldest && <RelativeTime at={oldest.run.createdAt} />}
          {newest && ended.length > 1 && <RelativeTime at={newest.run.createdAt} />}
        </p>
        <figcaption className="mt-4 space-y-2 text-caption text-muted">
          <Legend counts={figures.counts} />
          <p>{summary}</p>
          {scale.kind === 'log' && <p>{t('chart.log')}</p>}
        </figcaption>
      </figure>
    </div>
  )
}

function Numbers({ figures }: { figures: Figures }) {
  const { t, format } = useLanguage()
  const { ended, succeeded, medianMs, p95Ms } = figures
  const length = (ms: number | null) => (ms === null ? '–' : format.duration(ms))
  const numbers = [
    [t('chart.rate'), format.percent(Math.floor((succeeded / ended) * 100) / 100)],
    [t('chart.median'), length(medianMs)],
    [t('chart.p95'), length(p95Ms)],
  ] as const
  return (
    <dl className="grid grid-cols-3 gap-3">
      {numbers.map(([name, value]) => (
        <div key={name} className="flex min-w-0 flex-col justify-end">
          <dt className="text-caption text-muted">{name}</dt>
          <dd className="numbers font-semibold text-heading sm:text-title">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Legend({ counts }: Pick<Figures, 'counts'>) {
  const { t, format } = useLanguage()
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {counts.map(([status, count]) => (
        <li key={status} className="numbers inline-flex items-center gap-1.5">
          <svg aria-hidden viewBox="-6 -6 12 12" className="size-3.5">
            <Mark status={status} />
          </svg>
          {t(`status.${status}`)} {format.number(count)}
        </li>
      ))}
    </ul>
  )
}

function useSummary({ ended, succeeded, medianMs, p95Ms }: Figures) {
  const { t, format } = useLanguage()
  if (medianMs === null || p95Ms === null) return t('chart.summaryNone', { n: ended })
  const [median, p95] = [format.duration(medianMs), format.duration(p95Ms)]
  return t('chart.summary', { good: succeeded, n: ended, median, p95 })
}
