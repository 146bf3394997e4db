import type { Run } from '../../../lib/resources.ts'
import { type FinalStatus, finalStatuses, isFinal } from '../../../lib/run.ts'

/** A run that has ended; `ms` is how long its last attempt took, null where it never started. */
export type Ended = { run: Run; status: FinalStatus; ms: number | null }

/** Those of the runs that have ended, the oldest first. */
export function endedOf(runs: readonly Run[]): Ended[] {
  return runs
    .filter(isFinal)
    .map((run) => ({ run, status: run.status as FinalStatus, ms: lengthOf(run) }))
    .toReversed()
}

export type Figures = {
  ended: number
  succeeded: number
  /** Of the successes, in milliseconds; null without any. */
  medianMs: number | null
  p95Ms: number | null
  /** How many ended in each way, those that nobody met left out. */
  counts: [FinalStatus, number][]
}

export function figuresOf(ended: readonly Ended[]): Figures {
  const successes = ended.filter(({ status }) => status === 'succeeded')
  const lengths = successes.flatMap(({ ms }) => (ms === null ? [] : [ms])).sort((a, b) => a - b)
  const counts = finalStatuses.map(
    (status) => [status, ended.filter((each) => each.status === status).length] as [FinalStatus, number],
  )
  return {
    ended: ended.length,
    succeeded: successes.length,
    medianMs: percentile(lengths, 0.5),
    p95Ms: percentile(lengths, 0.95),
    counts: counts.filter(([, count]) => count > 0),
  }
}

function lengthOf({ startedAt, finishedAt }: Run): number | null {
  return startedAt && finishedAt ? Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) : null
}

/** Nearest-rank percentile of sorted values, as the usual duration is. */
const percentile = (sorted: number[], share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? null
