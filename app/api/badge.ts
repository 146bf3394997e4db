/** How a task is, as a small picture for a README or a wiki. */
import { makeBadge } from 'badge-maker'
import type { Task } from '../../lib/resources.ts'
import { light } from '../../tailwind.config.ts'
import { looks, type ShownOrNever } from '../components/status.ts'
import { headRun, statusOf } from '../components/tasks/task-status.ts'
import type { Tone } from '../components/tone.ts'
import { en } from '../i18n/en.ts'

export type BadgeOptions = { label?: string; show: 'status' | 'rate' }

/** An SVG with white words on the colour of the status, legible on any ground; its title says the same. */
export function badgeOf(task: Task, { label, show }: BadgeOptions): string {
  const { message, tone } = task.problem ? broken : show === 'rate' ? rateOf(task) : stateOf(task)
  return makeBadge({ label: label ?? task.title, labelColor: light.ink, message, color: light[tone] })
}

type Saying = { message: string; tone: Tone }

const broken: Saying = { message: 'Cannot run', tone: 'bad' }

function stateOf(task: Task): Saying {
  const status = statusOf(task)
  const run = headRun(task)
  const at = run && (run.finishedAt ?? run.startedAt ?? run.createdAt)
  return {
    message: [en[`status.${status}`], at && minuteOf(at)].filter(Boolean).join(', '),
    tone: toneOf(status),
  }
}

/** Over the last 20 runs that finished. */
function rateOf({ recent }: Task): Saying {
  if (recent.length === 0) return { message: en['status.never'], tone: toneOf('never') }
  const good = recent.filter(({ status }) => status === 'succeeded').length
  return { message: `${good} of ${recent.length} succeeded`, tone: good === recent.length ? 'good' : 'bad' }
}

const toneOf = (status: ShownOrNever) => looks[status].tone

/** Such as `2026-11-24 11:20 UTC`: readers of one picture live in many time zones. */
const minuteOf = (time: string) => `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`
