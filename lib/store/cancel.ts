/** Asking runs to stop: guarded like all that changes a run's status. */
import { AppError } from '../errors.ts'
import type { Policy } from '../policy.ts'
import { transitions } from '../run.ts'
import { type Origin, record } from './audit.ts'
import type { Database } from './database.ts'
import { running } from './literals.ts'
import type { Tx } from './schema.ts'
import { countEnd } from './totals.ts'

export type CancelRequest = { run: string; force: boolean; origin: Origin; now: number }

/**
 * Asks a run to stop. A queued one is canceled at once; a running one when its processes are gone. Idempotent.
 * @throws AppError `not_found`, `run_final`, `unavailable`.
 */
export function requestCancel(db: Database, request: CancelRequest): Promise<void> {
  return db.write(
    async (tx) => {
      if (await cancelIn(tx, request)) return
      const run = await tx
        .selectFrom('runs')
        .select('status')
        .where('id', '=', request.run)
        .executeTakeFirst()
      if (!run) throw new AppError('not_found', `There is no run "${request.run}".`)
      throw new AppError('run_final', `This run has ended already: ${run.status.replace('_', ' ')}.`)
    },
    { durable: true },
  )
}

/** False when the run is not active. */
export async function cancelIn(tx: Tx, request: CancelRequest): Promise<boolean> {
  const asked = (await cancelQueued(tx, request)) ?? (await askRunning(tx, request))
  if (!asked) return false
  await record(tx, { action: 'cancel', task: asked.task, run: request.run }, request.origin, request.now)
  return true
}

async function cancelQueued(tx: Tx, { run, origin, now }: CancelRequest) {
  const canceled = await tx
    .updateTable('runs')
    .set({
      status: transitions.cancel.to,
      finished_at: now,
      cancel_requested_at: now,
      cancel_by: origin.by,
      error: null, // of an earlier attempt, which keeps it
    })
    .where('id', '=', run)
    .where('status', '=', 'queued')
    .returning('task')
    .executeTakeFirst()
  if (canceled) await countEnd(tx, { task: canceled.task, status: transitions.cancel.to, ms: null })
  return canceled
}

async function askRunning(tx: Tx, { run, force, origin, now }: CancelRequest) {
  const killAt = force ? now : now + (await killGraceOf(tx, run))
  return await tx
    .updateTable('runs')
    .set((set) => ({
      cancel_requested_at: set.fn.coalesce('cancel_requested_at', set.val(now)),
      cancel_by: set.fn.coalesce('cancel_by', set.val(origin.by)),
      kill_at: set.case().when('kill_at', '<', killAt).then(set.ref('kill_at')).else(killAt).end(),
    }))
    .where('id', '=', run)
    .where('status', '=', 'running')
    .returning('task')
    .executeTakeFirst()
}

async function killGraceOf(tx: Tx, run: string): Promise<number> {
  const row = await tx
    .selectFrom('runs')
    .innerJoin('tasks', 'tasks.name', 'runs.task')
    .select('tasks.policy')
    .where('runs.id', '=', run)
    .executeTakeFirst()
  return row ? (JSON.parse(row.policy) as Policy).killGraceMs : 0
}

/** The running runs of a runner that somebody asked to stop. */
export const cancelsAsked = (db: Database, runner: string) =>
  db.read
    .selectFrom('runs')
    .select(['id', 'attempt', 'kill_at'])
    .where('status', '=', running)
    .where('runner', '=', runner)
    .where('cancel_requested_at', 'is not', null)
    .execute()
