import { type KeyboardEvent, useState } from 'react'
import { useLanguage } from '../../i18n/provider.tsx'
import { moveFocus } from '../arrow-keys.ts'
import { RunLink } from '../run-link.tsx'
import { Levels, Ticks } from './chart-lines.tsx'
import type { Scale } from './chart-scale.ts'
import { ChartTip } from './chart-tip.tsx'
import { Mark } from './mark.tsx'
import type { Ended, Figures } from './outcomes.ts'

/** A few runs do not spread over all of the width. */
const fewest = 20

export type Point = Ended & { ms: number; x: number; y: number }

type DurationChartProps = { ended: Ended[]; scale: Scale; figures: Figures; summary: string }

/** How long each run took, the newest at the right; each mark leads to its run. */
export function DurationChart({ ended, scale, figures, summary }: DurationChartProps) {
  const [shown, setShown] = useState<string | null>(null)
  const { points, width } = placed(ended, scale)
  const tip = points.find(({ run }) => run.id === shown)
  const keys = (event: KeyboardEvent<SVGSVGElement>) => {
    if (event.key === 'Escape') setShown(null)
    moveFocus(event)
  }
  return (
    <div className="relative mr-9 ml-16 h-44">
      <Ticks scale={scale} />
      <Levels scale={scale} figures={figures} />
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset */}
      <svg
        role="group"
        aria-label={summary}
        className="absolute inset-0 size-full overflow-visible"
        onKeyDown={keys}
      >
        {points.map((point, at) => (
          <PointLink
            key={point.run.id}
            point={point}
            width={width}
            isNewest={at === points.length - 1}
            show={setShown}
          />
        ))}
      </svg>
      {tip && <ChartTip point={tip} />}
    </div>
  )
}

function placed(ended: Ended[], scale: Scale) {
  const drawn = ended.flatMap(({ ms, ...rest }) => (ms === null ? [] : [{ ...rest, ms }]))
  const slots = Math.max(fewest, drawn.length)
  const first = slots - drawn.length
  const points: Point[] = drawn.map((each, at) => ({
    ...each,
    x: (first + at + 0.5) / slots,
    y: 1 - scale.heightOf(each.ms),
  }))
  return { points, width: 1 / slots }
}

const percent = (share: number) => `${share * 100}%`

type PointLinkProps = { point: Point; width: number; isNewest: boolean; show: (id: string | null) => void }

/** Only the newest is a stop of the Tab key; arrow keys go on from there. All of its column can be pressed. */
function PointLink({ point, width, isNewest, show }: PointLinkProps) {
  const { t, format } = useLanguage()
  const { run, status, ms, x, y } = point
  const words = t('task.outcome', {
    status: t(`status.${status}`),
    duration: format.duration(ms),
    time: format.moment(run.finishedAt ?? run.createdAt),
  })
  const tell = { onPointerEnter: () => show(run.id), onFocus: () => show(run.id) }
  const hide = { onPointerLeave: () => show(null), onBlur: () => show(null) }
  return (
    <RunLink
      id={run.id}
      aria-label={words}
      tabIndex={isNewest ? 0 : -1}
      className="group outline-none"
      {...tell}
      {...hide}
    >
      <rect x={percent(x - width / 2)} width={percent(width)} height="100%" className="fill-transparent" />
      <svg x={percent(x)} y={percent(y)} className="overflow-visible" aria-hidden>
        <circle
          r={9}
          strokeWidth={2}
          className="fill-none stroke-focus opacity-0 group-focus-visible:opacity-100"
        />
        <g className="transition-transform group-hover:scale-150 group-focus-visible:scale-150">
          <Mark status={status} />
        </g>
      </svg>
    </RunLink>
  )
}
