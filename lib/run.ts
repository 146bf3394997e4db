/** The life of a run: its statuses, and every way from one to the next. TypeScript, SQL, pages and tests obey this file. */

export const statuses = [
  'queued', // accepted and durable; waits for its time, a slot or its task's limit
  'running', // a runner executes an attempt of it
  'succeeded', // it returned, or exited 0
  'failed', // it threw, or exited non-zero, and no attempt was left
  'timed_out', // it passed its time limit; its processes are gone
  'canceled', // somebody asked it to stop; its processes are gone
  'interrupted', // we lost it: the runner died, the machine restarted, or a shutdown could not wait
] as const
export type Status = (typeof statuses)[number]

type Transition = { from: readonly Status[]; to: Status }

export const transitions = {
  /** A runner claimed it: a new attempt begins. */
  start: { from: ['queued'], to: 'running' },
  /** It returned, or exited 0. */
  succeed: { from: ['running'], to: 'succeeded' },
  /** It threw, or exited non-zero, and no attempt is left. */
  fail: { from: ['running'], to: 'failed' },
  /** It passed its time limit, its processes are gone, and no attempt is left. */
  timeOut: { from: ['running'], to: 'timed_out' },
  /** Asked for before it started, or once its processes are gone. */
  cancel: { from: ['queued', 'running'], to: 'canceled' },
  /** We lost it, which is never the task's fault. */
  interrupt: { from: ['running'], to: 'interrupted' },
  /** An attempt ended in a way that the task's `retry.on` names, and attempts are left. */
  requeue: { from: ['running'], to: 'queued' },
} as const satisfies Record<string, Transition>
export type RunEvent = keyof typeof transitions

export const events = Object.keys(transitions) as RunEvent[]

/** The status after `event`, or null where the event is not allowed. */
export function statusAfter(status: Status, event: RunEvent): Status | null {
  const { from, to }: Transition = transitions[event]
  return from.includes(status) ? to : null
}

export type FinalStatus = Exclude<Status, 'queued' | 'running'>

export const finalStatuses: FinalStatus[] = ['succeeded', 'failed', 'timed_out', 'canceled', 'interrupted']

export const isFinal = (run: { status: Status }) => (finalStatuses as Status[]).includes(run.status)

/** Queued (delayed and retrying too) or running. */
export const isActive = (run: { status: Status }) => !isFinal(run)

/** What made the run. */
export const triggers = ['page', 'api', 'schedule', 'rerun'] as const
export type Trigger = (typeof triggers)[number]

/** Why a queued run has not started yet. */
export const waits = ['time', 'slot', 'task', 'retry', 'runner'] as const
export type WaitingFor = (typeof waits)[number]

/** What pages show: the stored statuses, and three that follow from other facts of the run. */
export type ShownStatus = Status | 'scheduled' | 'retrying' | 'canceling'

export function shownStatus(run: {
  status: Status
  attempt: number
  waitingFor: WaitingFor | null
  cancelRequestedAt: unknown
}): ShownStatus {
  if (run.status === 'running' && run.cancelRequestedAt) return 'canceling'
  if (run.status === 'queued' && run.attempt > 0) return 'retrying'
  if (run.status === 'queued' && run.waitingFor === 'time') return 'scheduled'
  return run.status
}
