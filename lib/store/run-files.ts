/** What files are to runs: the input that they were given, and what their attempts have left. */
import { AppError } from '../errors.ts'
import type { FileInput } from '../file-inputs.ts'
import { pointerOf } from '../json.ts'
import type { Database } from './database.ts'
import { deleteFile } from './delete-files.ts'
import { keepFile } from './files.ts'
import { heldBy } from './held-by.ts'
import type { FileRow, Tx } from './schema.ts'
import type { Claim } from './transition.ts'

/**
 * Ties a run to the uploaded files of its input, in the transaction that makes it: from then on they stay as long as it.
 * @throws AppError `invalid_input` with a pointer to each input whose file does not exist or is not complete.
 */
export async function tieFiles(tx: Tx, run: string, inputs: FileInput[]) {
  await refuseMissing(tx, inputs)
  for (const file of new Set(inputs.map(({ id }) => id)))
    await tx.insertInto('run_files').values({ run, file }).execute()
}

async function refuseMissing(tx: Tx, inputs: FileInput[]) {
  if (inputs.length === 0) return
  const ids = inputs.map(({ id }) => id)
  const known = await tx
    .selectFrom('files')
    .select('id')
    .where('id', 'in', ids)
    .where('run', 'is', null)
    .where('completed_at', 'is not', null)
    .execute()
  const missing = inputs.filter(({ id }) => !known.some((file) => file.id === id))
  if (missing.length === 0) return
  const detail = 'There is no such file any more. Upload it again.'
  const errors = missing.map(({ name }) => ({ pointer: pointerOf(['input', name]), detail, code: 'no_file' }))
  const names = missing.map(({ name }) => name).join(', ')
  throw new AppError('invalid_input', `The input does not fit this task: ${names}: ${detail}`, { errors })
}

/** The uploaded files that a run uses. */
export const usedFiles = (db: Database, run: string): Promise<FileRow[]> =>
  db.read
    .selectFrom('files')
    .innerJoin('run_files', 'run_files.file', 'files.id')
    .selectAll('files')
    .where('run_files.run', '=', run)
    .execute()

/** Keeps what an attempt has left. @throws AppError as `keepFile`: `not_found` once the run is not this attempt's. */
export function keepRunFile(
  db: Database,
  claim: Claim,
  file: { name: string; now: number },
  source: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<FileRow> {
  const owned = { ...file, run: claim.run, attempt: claim.attempt }
  return keepFile(db, owned, source, { limit, guard: (tx) => isHeld(tx, claim) })
}

/** A durable write that changes nothing. @throws AppError `not_found` once the run is not this attempt's, `unavailable` */
export const touchRun = (db: Database, claim: Claim): Promise<void> =>
  db.write(
    async (tx) => {
      if (!(await isHeld(tx, claim))) throw new AppError('not_found', 'The run is no longer this attempt’s.')
    },
    { durable: true },
  )

/**
 * What an attempt has left so far, complete or not: whoever takes its files anew begins without it. Once the run is not
 * its any more, they stay.
 */
export async function dropAttemptFiles(db: Database, claim: Claim) {
  const held = db.read.selectFrom('runs').select('id').where(heldBy(claim))
  const files = db.read
    .selectFrom('files')
    .select('id')
    .where('run', '=', claim.run)
    .where('attempt', '=', claim.attempt)
    .where(({ exists }) => exists(held))
  for (const { id } of await files.execute()) await deleteFile(db, id)
}

/** The run's files by their names; of several attempts that left one of a name, the last one's. */
export const listRunFiles = (db: Database, run: string): Promise<FileRow[]> =>
  db.read
    .selectFrom('files')
    .selectAll()
    .where('run', '=', run)
    .where('completed_at', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('files as later')
            .select('later.id')
            .whereRef('later.run', '=', 'files.run')
            .whereRef('later.name', '=', 'files.name')
            .whereRef('later.attempt', '>', 'files.attempt')
            .where('later.completed_at', 'is not', null),
        ),
      ),
    )
    .orderBy('name')
    .execute()

/** @throws AppError `not_found` */
export async function findRunFile(db: Database, run: string, name: string): Promise<FileRow> {
  const file = await db.read
    .selectFrom('files')
    .selectAll()
    .where('run', '=', run)
    .where('name', '=', name)
    .where('completed_at', 'is not', null)
    .orderBy('attempt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (file) return file
  throw new AppError('not_found', 'This run has no such file.')
}

/** Whether the run is still this attempt's. An update, so that nobody can settle it before this write is committed. */
async function isHeld(tx: Tx, claim: Claim): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('runs')
    .set({ attempt: claim.attempt })
    .where(heldBy(claim))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
