import {
  Ban,
  CalendarClock,
  CircleCheck,
  CircleDashed,
  CircleStop,
  CircleX,
  Clock,
  LoaderCircle,
  type LucideIcon,
  RotateCw,
  TimerOff,
  Unplug,
} from 'lucide-react'
import type { ShownStatus } from '../../lib/run.ts'

export type Tone = 'wait' | 'run' | 'good' | 'bad' | 'off' | 'lost'

/** Class names of each tone, whole: the build finds them by their text. */
export const tones = {
  wait: { text: 'text-wait', soft: 'bg-wait-soft', mark: 'bg-wait-mark', fill: 'fill-wait-mark' },
  run: { text: 'text-run', soft: 'bg-run-soft', mark: 'bg-run-mark', fill: 'fill-run-mark' },
  good: { text: 'text-good', soft: 'bg-good-soft', mark: 'bg-good-mark', fill: 'fill-good-mark' },
  bad: { text: 'text-bad', soft: 'bg-bad-soft', mark: 'bg-bad-mark', fill: 'fill-bad-mark' },
  off: { text: 'text-off', soft: 'bg-off-soft', mark: 'bg-off-mark', fill: 'fill-off-mark' },
  lost: { text: 'text-lost', soft: 'bg-lost-soft', mark: 'bg-lost-mark', fill: 'fill-lost-mark' },
} satisfies Record<Tone, Record<'text' | 'soft' | 'mark' | 'fill', string>>

export type ShownOrNever = ShownStatus | 'never'

type Look = { tone: Tone; Icon: LucideIcon; motion?: string }

/** How a status looks, everywhere. Interrupted is nobody's mistake, and must not look like a failure. */
export const looks: Record<ShownOrNever, Look> = {
  scheduled: { tone: 'off', Icon: CalendarClock },
  queued: { tone: 'wait', Icon: Clock },
  retrying: { tone: 'wait', Icon: RotateCw },
  running: { tone: 'run', Icon: LoaderCircle, motion: 'animate-spin' },
  canceling: { tone: 'wait', Icon: CircleStop, motion: 'animate-pulse' },
  succeeded: { tone: 'good', Icon: CircleCheck },
  failed: { tone: 'bad', Icon: CircleX },
  timed_out: { tone: 'bad', Icon: TimerOff },
  canceled: { tone: 'off', Icon: Ban },
  interrupted: { tone: 'lost', Icon: Unplug },
  never: { tone: 'off', Icon: CircleDashed },
}
