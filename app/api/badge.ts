/** How a task is, as a small picture for a README or a wiki. */
import { makeBadge } from 'badge-maker'
import type { Task } from '../../lib/resources.ts'
import { type ShownStatus, shownStatus } from '../../lib/run.ts'

export type BadgeOptions = { label?: string; show: 'status' | 'rate' }

/** An SVG with white words on the colour of the status, legible on any ground; its title says the same. */
export function badgeOf(task: Task, { label, show }: BadgeOptions): string {
  const { message, color } = task.problem ? broken : show === 'rate' ? rateOf(task) : stateOf(task)
  return makeBadge({ label: label ?? task.title, labelColor: '#15171c', message, color })
}

type Saying = { message: string; color: string }

/** Dark enough for white words, and the same as the words of a status on a light page. */
export const colors = {
  wait: '#855000',
  run: '#2c4ac2',
  good: '#156438',
  bad: '#ad2119',
  off: '#525866',
  lost: '#77369b',
}

const sayings: Record<ShownStatus, Saying> = {
  scheduled: { message: 'Scheduled', color: colors.off },
  queued: { message: 'Queued', color: colors.wait },
  retrying: { message: 'Waiting to retry', color: colors.wait },
  running: { message: 'Running', color: colors.run },
  canceling: { message: 'Canceling', color: colors.wait },
  succeeded: { message: 'Succeeded', color: colors.good },
  failed: { message: 'Failed', color: colors.bad },
  timed_out: { message: 'Timed out', color: colors.bad },
  canceled: { message: 'Canceled', color: colors.off },
  interrupted: { message: 'Interrupted', color: colors.lost },
}
const never: Saying = { message: 'Never run', color: colors.off }
const broken: Saying = { message: 'Cannot run', color: colors.bad }

/** Of the run that is active, else of the newest. */
function stateOf({ active, lastRun }: Task): Saying {
  const run = active[0] ?? lastRun
  if (!run) return never
  const { message, color } = sayings[shownStatus(run)]
  return { message: `${message}, ${minuteOf(run.finishedAt ?? run.startedAt ?? run.createdAt)}`, color }
}

/** Over the last 20 runs that finished. */
function rateOf({ recent }: Task): Saying {
  if (recent.length === 0) return never
  const good = recent.filter(({ status }) => status === 'succeeded').length
  return {
    message: `${good} of ${recent.length} succeeded`,
    color: good === recent.length ? colors.good : colors.bad,
  }
}

/** Such as `2026-11-24 11:20 UTC`: readers of one picture live in many time zones. */
const minuteOf = (time: string) => `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`
