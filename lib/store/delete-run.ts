import { AppError } from '../errors.ts'
import { type Origin, record } from './audit.ts'
import type { Database } from './database.ts'
import { deleteFilesOf } from './delete-files.ts'
import { deleteFinished, deleteLogPart, logBytesAWrite } from './prune.ts'

type Deletion = { run: string; origin: Origin; now: number }

/**
 * Deletes a run that has ended, as pruning does, but keeps its idempotency key: the request that made it, sent again,
 * is told that it is gone instead of making another.
 * @throws AppError `not_found`, `run_active`, `unavailable`.
 */
export async function deleteRun(db: Database, { run, origin, now }: Deletion): Promise<void> {
  while (((await logBytesOf(db, run)) ?? 0) > logBytesAWrite) await deleteLogPart(db, run, now)
  if ((await logBytesOf(db, run)) !== null) for await (const _ of deleteFilesOf(db, [run]));
  await db.write(
    async (tx) => {
      const [deleted] = await deleteFinished(tx, [run])
      if (!deleted) throw await refusal(tx, run)
      await record(tx, { action: 'delete', task: deleted.task, run }, origin, now)
    },
    { durable: true },
  )
}

/** Of its stored log; null where there is no such run that has ended. */
async function logBytesOf(db: Database, run: string): Promise<number | null> {
  const finished = db.read.selectFrom('runs').where('id', '=', run).where('finished_at', 'is not', null)
  return (await finished.select('log_bytes').executeTakeFirst())?.log_bytes ?? null
}

async function refusal(tx: Database['read'], run: string): Promise<AppError> {
  const row = await tx.selectFrom('runs').select('status').where('id', '=', run).executeTakeFirst()
  if (!row) return new AppError('not_found', `There is no run "${run}". It may have been deleted already.`)
  return new AppError('run_active', `This run is ${row.status}. Cancel it, and delete it once it has ended.`)
}
