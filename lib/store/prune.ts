/**
 * Deletes what is kept no longer, in writes that are short however much there is to do. Only finished runs are
 * touched, and final is final: what was chosen by reading may be deleted by a later write.
 */
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Retention } from '../config.ts'
import { countWithin } from '../count-within.ts'
import { firstIdAt } from '../id.ts'
import { keyLifeMs } from './accept.ts'
import type { Database } from './database.ts'
import { deleteFilesOf, deleteOldestFiles, deleteStrayFiles } from './delete-files.ts'
import type { Schema, Tx } from './schema.ts'

const dayMs = 24 * 3_600_000
/** What one write deletes at most, so that it holds the store for some milliseconds only. */
const rowsAWrite = 50
export const logBytesAWrite = 1024 * 1024
const chunksAWrite = 16
/** A run that has just ended is there for whoever waits for it, however many newer ones there are. */
const restMs = 3_600_000
/** How many logs one read adds up. */
const logsARead = 10_000

/** Everything that is to go at `now`. Yields after each write, so that the caller can let others go first. */
export async function* prune(db: Database, retention: Retention, now: number): AsyncGenerator<void> {
  yield* deleteOldRuns(db, now - retention.days * dayMs, now)
  yield* deleteSurplusRuns(db, retention.runs, now)
  yield* deleteOldestLogs(db, retention.logBytes, now)
  yield* deleteOldestFiles(db, retention.fileBytes)
  yield* deleteStrayFiles(db, now)
  yield* deleteOldKeys(db, now - keyLifeMs)
  yield await deleteEndedRunners(db, now - dayMs)
}

async function* deleteOldRuns(db: Database, before: number, now: number) {
  // A run ends after it was made, so that the order of ids leads to the oldest ends without an index of its own.
  const madeBefore = firstIdAt(before)
  const old: Choice = (runs) => runs.where('id', '<', madeBefore).where('finished_at', '<', before)
  yield* inWrites(db, old, deleteRuns, now)
}

async function* deleteSurplusRuns(db: Database, kept: number, now: number) {
  for (const { name } of await db.read.selectFrom('tasks').select('name').execute()) {
    const ended = db.read
      .selectFrom('runs')
      .select('id')
      .where('task', '=', name)
      .where('finished_at', 'is not', null)
    const newest = await ended.orderBy('id', 'desc').offset(kept).limit(1).executeTakeFirst()
    if (!newest) continue
    const surplus: Choice = (runs) =>
      runs
        .where('task', '=', name)
        .where('id', '<=', newest.id)
        .where('finished_at', '<', now - restMs)
        // The same request, sent again, must not make a second run.
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('idempotency_keys')
                .select('key')
                .whereRef('idempotency_keys.run', '=', 'runs.id')
                .where('idempotency_keys.created_at', '>', now - keyLifeMs),
            ),
          ),
        )
    yield* inWrites(db, surplus, deleteRuns, now)
  }
}

/** The logs of the newest runs stay, as many as fit. Those of active runs count, and stay in any case. */
async function* deleteOldestLogs(db: Database, kept: number, now: number) {
  const newest = await newestBeyond(db, kept)
  if (newest === null) return
  yield* inWrites(db, (runs) => runs.where(hasLog).where('id', '<=', newest), deleteLogs, now)
}

type Choice = (runs: SelectQueryBuilder<Schema, 'runs', { id: string; log_bytes: number }>) => typeof runs

/** Deletes of the finished runs that are chosen, the oldest first. A log that is too much for one write goes in parts. */
async function* inWrites(db: Database, choose: Choice, deleteAll: typeof deleteLogs, now: number) {
  for (;;) {
    const runs = db.read.selectFrom('runs').select(['id', 'log_bytes']).where('finished_at', 'is not', null)
    const oldest = await choose(runs).orderBy('id').limit(rowsAWrite).execute()
    const [first] = oldest
    if (!first) return
    const batch = oldest.slice(0, countWithin(logBytesAWrite, oldest.map(logSize))).map(({ id }) => id)
    if (batch.length > 0) yield* deleteAll(db, batch, now)
    else yield await deleteLogPart(db, first.id, now)
  }
}

/** Their attempts, logs, files and idempotency keys go with them. */
async function* deleteRuns(db: Database, ids: string[]): AsyncGenerator<void> {
  yield* deleteFilesOf(db, ids)
  yield await db.write(async (tx) => {
    await deleteFinished(tx, ids)
    await tx.deleteFrom('idempotency_keys').where('run', 'in', ids).execute()
  })
}

/** Those of the runs that have ended, with their attempts and logs. Gives their tasks. */
export function deleteFinished(tx: Tx, ids: string[]): Promise<{ task: string }[]> {
  const finished = tx.deleteFrom('runs').where('id', 'in', ids).where('finished_at', 'is not', null)
  return finished.returning('task').execute()
}

async function* deleteLogs(db: Database, ids: string[], now: number): AsyncGenerator<void> {
  yield await db.write(async (tx) => {
    await tx.deleteFrom('log_chunks').where('run', 'in', ids).execute()
    await tx.updateTable('runs').set({ log_bytes: 0, log_deleted_at: now }).where('id', 'in', ids).execute()
  })
}

/** From the first part on, the run says that its log was deleted, and nobody is shown the rest. */
export function deleteLogPart(db: Database, run: string, now: number): Promise<void> {
  return db.write(async (tx) => {
    const part = await tx
      .selectFrom('log_chunks')
      .select(['first_seq', 'bytes'])
      .where('run', '=', run)
      .orderBy('first_seq')
      .limit(chunksAWrite)
      .execute()
    const last = part.at(-1)?.first_seq ?? 0
    await tx.deleteFrom('log_chunks').where('run', '=', run).where('first_seq', '<=', last).execute()
    const bytes = part.reduce((sum, chunk) => sum + chunk.bytes, 0)
    await tx
      .updateTable('runs')
      .set((set) => ({
        log_bytes: part.length < chunksAWrite ? 0 : set('log_bytes', '-', bytes),
        log_deleted_at: set.fn.coalesce('log_deleted_at', set.val(now)),
      }))
      .where('id', '=', run)
      .execute()
  })
}

const logSize = ({ log_bytes }: { log_bytes: number }) => log_bytes

/** As text of the query, like the statuses of `literals.ts`. */
const hasLog = sql<boolean>`log_bytes > 0`

/** The newest run whose log does not fit any more, or null where all fit. */
async function newestBeyond(db: Database, kept: number): Promise<string | null> {
  let sum = 0
  for (let before: string | null = null; ; ) {
    const page = newestLogs(db, before)
    const { bytes, oldest } = await totalOf(db, page)
    if (oldest === null) return null
    if (sum + bytes > kept) {
      const logs = await page.execute()
      return logs[countWithin(kept - sum, logs.map(logSize))]?.id ?? null
    }
    sum += bytes
    before = oldest
  }
}

function newestLogs(db: Database, before: string | null) {
  const logs = db.read.selectFrom('runs').select(['id', 'log_bytes']).where(hasLog)
  const page = logs.orderBy('id', 'desc').limit(logsARead)
  return before === null ? page : page.where('id', '<', before)
}

/** Added up by the database: a million logs are read for the one sum. */
async function totalOf(db: Database, page: ReturnType<typeof newestLogs>) {
  const { bytes, oldest } = await db.read
    .selectFrom(page.as('logs'))
    .select((eb) => [
      eb.fn.sum<number | string | null>('log_bytes').as('bytes'),
      eb.fn.min('id').as('oldest'),
    ])
    .executeTakeFirstOrThrow()
  return { bytes: Number(bytes), oldest }
}

async function* deleteOldKeys(db: Database, before: number) {
  const old = db.read.selectFrom('idempotency_keys').select('key').where('created_at', '<=', before)
  for (;;) {
    const keys = (await old.limit(rowsAWrite).execute()).map(({ key }) => key)
    if (keys.length === 0) return
    await db.write((tx) => tx.deleteFrom('idempotency_keys').where('key', 'in', keys).execute())
    yield
  }
}

/** A runner's row gives a name to its attempts, so that it stays as long as they do. */
function deleteEndedRunners(db: Database, before: number): Promise<void> {
  return db.write(async (tx) => {
    await tx
      .deleteFrom('runners')
      .where('ended_at', '<', before)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('attempts').select('run').whereRef('attempts.runner', '=', 'runners.id'))),
      )
      .execute()
  })
}
