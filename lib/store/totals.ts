/** How many runs have ended, and how long they took: counted as each ends, because pruning takes the runs away. */
import type { FinalStatus } from '../run.ts'
import type { Database } from './database.ts'
import type { TotalRow, Tx } from './schema.ts'

const [second, minute, hour] = [1_000, 60_000, 3_600_000]

/** Milliseconds. Heavy jobs take seconds to hours; a finer grid would cost each task more series than it tells. */
export const durationBounds = [
  ...[0.1 * second, 0.5 * second, second, 5 * second, 15 * second, 30 * second],
  ...[minute, 5 * minute, 15 * minute, 30 * minute],
  ...[hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour],
]
const beyond = Number.MAX_SAFE_INTEGER
/** Bound of the runs that were canceled while they waited. */
export const neverStarted = -1

/** The end of a run: `ms` is how long its last attempt took, null where it waited to the last. */
export type End = { task: string; status: FinalStatus; ms: number | null }

/** In the transaction that ends the run, and only where that has changed it: so that each end counts once. */
export async function countEnd(tx: Tx, { task, status, ms }: End) {
  const row: TotalRow = { task, status, within_ms: boundOf(ms), runs: 1, ms: Math.max(0, ms ?? 0) }
  await tx
    .insertInto('totals')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['task', 'status', 'within_ms']).doUpdateSet((set) => ({
        runs: set('totals.runs', '+', row.runs),
        ms: set('totals.ms', '+', row.ms),
      })),
    )
    .execute()
}

/** By task, status and bound, the smallest first. */
export const listTotals = (db: Database): Promise<TotalRow[]> =>
  db.read.selectFrom('totals').selectAll().orderBy('task').orderBy('status').orderBy('within_ms').execute()

function boundOf(ms: number | null): number {
  return ms === null ? neverStarted : (durationBounds.find((bound) => ms <= bound) ?? beyond)
}
