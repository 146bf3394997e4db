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
import type { Tone } from './tone.ts'

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
