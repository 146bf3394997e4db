import { useLanguage } from '../../i18n/provider.tsx'
import { StatusBadge } from '../status-badge.tsx'
import type { Point } from './duration-chart.tsx'

/** What a mark stands for, over it and within the chart. Screen readers hear it from the mark itself. */
export function ChartTip({ point }: { point: Point }) {
  const { format } = useLanguage()
  const { run, status, ms, x, y } = point
  const side = x < 0.3 ? '' : x > 0.7 ? '-translate-x-full' : '-translate-x-1/2'
  return (
    <div
      aria-hidden
      className={`pointer-events-none absolute z-10 ${side}`}
      style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
    >
      <div className="-mt-3 flex -translate-y-full flex-col gap-1 rounded-control border border-line bg-surface p-2.5 shadow-float">
        <span className="flex items-center gap-2">
          <StatusBadge status={status} />
          <span className="numbers whitespace-nowrap font-semibold">{format.duration(ms)}</span>
        </span>
        <span className="numbers whitespace-nowrap text-caption text-muted">
          {format.moment(run.finishedAt ?? run.createdAt)}
        </span>
      </div>
    </div>
  )
}
