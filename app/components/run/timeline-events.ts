import type { Attempt, RunDetail } from '../../../lib/resources.ts'
import { isFinal, type Status } from '../../../lib/run.ts'

/** One thing that happened to a run, in the order of time. */
export type TimelineEvent =
  | { kind: 'queued' | 'canceling'; at: string; by: string | null }
  | { kind: 'started'; at: string }
  | { kind: 'attempt'; at: string; n: number }
  | { kind: 'attemptEnded'; at: string; n: number; status: Attempt['status'] }
  | { kind: 'ended'; at: string; status: Status }

export function timelineOf(run: RunDetail): TimelineEvent[] {
  const events: TimelineEvent[] = [{ kind: 'queued', at: run.createdAt, by: run.by }]
  const isRetried = run.maxAttempts > 1 || run.attempts.length > 1
  for (const attempt of run.attempts) events.push(...eventsOf(attempt, run, isRetried))
  if (run.cancelRequestedAt) events.push({ kind: 'canceling', at: run.cancelRequestedAt, by: run.cancelBy })
  if (run.finishedAt) events.push({ kind: 'ended', at: run.finishedAt, status: run.status })
  return events.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

/** Milliseconds that a run has waited and worked so far; the pauses between attempts count as waiting. */
export function waitAndWork(run: RunDetail, now: number) {
  const end = run.finishedAt ? Date.parse(run.finishedAt) : now
  const total = Math.max(0, end - Date.parse(run.createdAt))
  const spent = run.attempts.map(
    ({ startedAt, endedAt }) => (endedAt ? Date.parse(endedAt) : end) - Date.parse(startedAt),
  )
  const work = Math.min(
    total,
    spent.reduce((sum, each) => sum + Math.max(0, each), 0),
  )
  return { wait: total - work, work }
}

function eventsOf({ attempt: n, startedAt, endedAt, status }: Attempt, run: RunDetail, isRetried: boolean) {
  const events: TimelineEvent[] = [
    isRetried ? { kind: 'attempt', at: startedAt, n } : { kind: 'started', at: startedAt },
  ]
  const isLast = n === run.attempt && isFinal(run)
  if (isRetried && endedAt && !isLast) events.push({ kind: 'attemptEnded', at: endedAt, n, status })
  return events
}
