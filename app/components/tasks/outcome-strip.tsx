import type { Outcome } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { moveFocus } from '../arrow-keys.ts'
import { RunLink } from '../run-link.tsx'
import { looks } from '../status.ts'
import { tones } from '../tone.ts'

const slots = 20
const width = 8
const gap = 3
const height = 28
const lowest = 5

/** The last 20 outcomes, the newest at the right; the longer a run took, the higher its bar. Each leads to its run. */
export function OutcomeStrip({ outcomes }: { outcomes: Outcome[] }) {
  const { t } = useLanguage()
  const bars = outcomes.slice(0, slots).toReversed()
  const longest = Math.max(1, ...bars.map(lengthOf))
  const empty = slots - bars.length
  const label = t('task.recent', { n: bars.length })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset
    <svg
      role="group"
      aria-label={label}
      viewBox={`0 0 ${slots * (width + gap) - gap} ${height}`}
      className="h-7 w-[13.5rem] max-w-full overflow-visible"
      onKeyDown={moveFocus}
    >
      {Array.from({ length: empty }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places without content
        <rect key={at} x={place(at)} y={height - 3} width={width} height={3} rx={1.5} className="fill-line" />
      ))}
      {bars.map((outcome, at) => (
        <Bar
          key={outcome.id}
          outcome={outcome}
          x={place(empty + at)}
          share={lengthOf(outcome) / longest}
          isNewest={at === bars.length - 1}
        />
      ))}
    </svg>
  )
}

const place = (slot: number) => slot * (width + gap)

type BarProps = { outcome: Outcome; x: number; share: number; isNewest: boolean }

/** Only the newest is a stop of the Tab key; arrow keys go on from there. */
function Bar({ outcome, x, share, isNewest }: BarProps) {
  const { t, format } = useLanguage()
  const barHeight = lowest + (height - lowest) * share
  const status = t(`status.${outcome.status}`)
  const time = outcome.finishedAt ? format.moment(outcome.finishedAt) : ''
  const duration = outcome.startedAt ? format.duration(lengthOf(outcome)) : null
  const words = duration
    ? t('task.outcome', { status, duration, time })
    : t('task.outcomeShort', { status, time })
  const box = { x, y: height - barHeight, width, height: barHeight, rx: 2 }
  return (
    <RunLink id={outcome.id} aria-label={words} tabIndex={isNewest ? 0 : -1} className="group">
      <title>{words}</title>
      <rect x={x - gap / 2} y={0} width={width + gap} height={height} className="fill-transparent" />
      <BarShape status={outcome.status} box={box} />
    </RunLink>
  )
}

type Box = { x: number; y: number; width: number; height: number; rx: number }

/** Not by colour alone: success is plain, failure has a notch, whatever was stopped or interrupted is hollow. */
function BarShape({ status, box }: { status: Outcome['status']; box: Box }) {
  const { tone } = looks[status]
  const shade = 'transition-opacity group-hover:opacity-70'
  if (tone === 'good') return <rect {...box} className={`${tones.good.fill} ${shade}`} />
  if (tone === 'bad') {
    return (
      <g className={shade}>
        <rect {...box} className={tones.bad.fill} />
        <circle cx={box.x + box.width / 2} cy={box.y + box.height - 4} r={2} className="fill-surface" />
      </g>
    )
  }
  const inner = { ...box, x: box.x + 0.75, y: box.y + 0.75, width: box.width - 1.5, height: box.height - 1.5 }
  const dash = tone === 'lost' ? '2.5 2' : undefined
  return (
    <rect
      {...inner}
      strokeWidth={1.5}
      strokeDasharray={dash}
      className={`${tones[tone].text} fill-surface stroke-current ${shade}`}
    />
  )
}

function lengthOf({ startedAt, finishedAt }: Outcome) {
  return startedAt && finishedAt ? Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) : 0
}
