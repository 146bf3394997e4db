import { iso, isoOrNull } from '../clock.ts'
import type { Outcome, Usual } from '../resources.ts'
import type { Database } from './database.ts'
import { newestFirst, walks } from './history.ts'

/** How many runs the strip shows, and the usual duration looks back on. */
const lookBack = 20

/** How long a task usually takes: over the last attempts of its last 20 successes, in milliseconds. */
export async function usualOf(db: Database, task: string): Promise<Usual | null> {
  const successes = walks(db, { task, status: ['succeeded'] })
  const rows = await newestFirst(successes.map((runs) => runs.select(['id', 'started_at', 'finished_at'])))
    .limit(lookBack)
    .execute()
  if (rows.length === 0) return null
  const durations = rows.map((row) => (row.finished_at ?? 0) - (row.started_at ?? 0)).sort((a, b) => a - b)
  return { medianMs: percentile(durations, 0.5), p95Ms: percentile(durations, 0.95), runs: rows.length }
}

/** Nearest-rank percentile of sorted values. */
const percentile = (sorted: number[], share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0

/** The last 20 finished runs of a task, the newest first. */
export async function recentOutcomes(db: Database, task: string): Promise<Outcome[]> {
  const rows = await db.read
    .selectFrom('runs')
    .select(['id', 'status', 'started_at', 'finished_at', 'created_at'])
    .where('task', '=', task)
    .where('finished_at', 'is not', null)
    .orderBy('id', 'desc')
    .limit(lookBack)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    status: row.status,
    startedAt: isoOrNull(row.started_at),
    finishedAt: iso(row.finished_at ?? row.created_at),
  }))
}
