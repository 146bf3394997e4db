import { useLanguage } from '../../i18n/provider.tsx'
import type { Scale } from './chart-scale.ts'
import type { Figures } from './outcomes.ts'

/** Lines at round durations, with their words at the left. */
export function Ticks({ scale }: { scale: Scale }) {
  const { format } = useLanguage()
  return (
    <div aria-hidden className="absolute inset-0 border-line border-b">
      {scale.ticks.map((ms) => (
        <div
          key={ms}
          className="absolute inset-x-0 border-line border-t"
          style={{ top: percent(1 - scale.heightOf(ms)) }}
        >
          <span className="numbers absolute right-full -translate-y-1/2 whitespace-nowrap pr-2 text-caption text-muted">
            {format.limit(ms)}
          </span>
        </div>
      ))}
    </div>
  )
}

/** Lines at the median and at the 95th percentile, with their names at the right, never one over the other. */
export function Levels({ scale, figures }: { scale: Scale; figures: Figures }) {
  const { medianMs, p95Ms } = figures
  if (medianMs === null || p95Ms === null) return null
  const [median, p95] = [1 - scale.heightOf(medianMs), 1 - scale.heightOf(p95Ms)]
  const isTight = median - p95 < 0.1
  return (
    <div aria-hidden className="absolute inset-0">
      <Level
        top={median}
        name="p50"
        look="border-edge"
        place={isTight ? 'translate-y-0' : '-translate-y-1/2'}
      />
      <Level
        top={p95}
        name="p95"
        look="border-edge border-dashed"
        place={isTight ? '-translate-y-full' : '-translate-y-1/2'}
      />
    </div>
  )
}

function Level({ top, name, look, place }: Record<'name' | 'look' | 'place', string> & { top: number }) {
  return (
    <div className={`absolute inset-x-0 border-t ${look}`} style={{ top: percent(top) }}>
      <span className={`numbers absolute left-full whitespace-nowrap pl-2 text-caption text-muted ${place}`}>
        {name}
      </span>
    </div>
  )
}

const percent = (share: number) => `${share * 100}%`
