/**
 * Files: those that were uploaded as input of runs, and those that attempts have left. Their bytes are in chunks of
 * 1 MB, each written by itself, so that neither the store nor an event loop is held for long. A file that is not
 * complete is shown to nobody.
 */
import { AppError } from '../errors.ts'
import { fileTooLarge } from '../file-limit.ts'
import { newFileId } from '../id.ts'
import { chunkBytes, inChunks } from './bytes.ts'
import type { Database } from './database.ts'
import { deleteFile } from './delete-files.ts'
import type { FileRow, Tx } from './schema.ts'

/** What was uploaded belongs to nobody at first; an attempt's file to the run. */
export type NewFile = { name: string; run: string | null; attempt: number | null; now: number }

/** Asked in each write: whether the file is still wanted. */
type Guard = (tx: Tx) => Promise<boolean>

/**
 * Keeps the bytes of `source` as they come. What fails or breaks off leaves nothing behind.
 * @throws AppError `too_large` beyond `limit` bytes, `not_found` where the guard refuses, `unavailable`; and whatever
 * `source` throws.
 */
export async function keepFile(
  db: Database,
  file: NewFile,
  source: AsyncIterable<Uint8Array>,
  { limit, guard = async () => true }: { limit: number; guard?: Guard },
): Promise<FileRow> {
  const row = { ...file, id: newFileId(file.now), size: 0, created_at: file.now, completed_at: null }
  const { now, ...values } = row
  await guarded(db, guard, (tx) => begin(tx, values))
  try {
    for await (const bytes of inChunks(source)) {
      if (values.size + bytes.length > limit) throw fileTooLarge(limit)
      const chunk = { file: values.id, number: values.size / chunkBytes, bytes }
      await guarded(db, guard, (tx) => addChunk(tx, chunk))
      values.size += bytes.length
    }
    // What a run leaves is as durable as its end, which follows.
    await guarded(db, guard, (tx) => complete(tx, values.id, now), file.run === null)
    return { ...values, completed_at: now }
  } catch (error) {
    await deleteFile(db, values.id).catch(() => {}) // the next prune finds what is left
    throw error
  }
}

/** How much was uploaded and is still here. */
export async function uploadedBytes(db: Database): Promise<number> {
  const sum = db.read
    .selectFrom('files')
    .select(({ fn }) => fn.sum<number | string | null>('size').as('bytes'))
  return Number((await sum.where('run', 'is', null).executeTakeFirstOrThrow()).bytes)
}

/** The bytes from `start` to `end` (both included), chunk by chunk as they are asked for. */
export async function* bytesOf(
  db: Database,
  file: string,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  for (let number = Math.floor(start / chunkBytes); number * chunkBytes <= end; number++) {
    const chunk = await db.read
      .selectFrom('file_chunks')
      .select('bytes')
      .where('file', '=', file)
      .where('number', '=', number)
      .executeTakeFirst()
    if (!chunk) throw new AppError('not_found', 'The file was deleted while it was being read.')
    const first = number * chunkBytes
    yield chunk.bytes.subarray(Math.max(0, start - first), end - first + 1)
  }
}

function guarded(db: Database, guard: Guard, change: (tx: Tx) => Promise<unknown>, durable = false) {
  const operation = async (tx: Tx) => {
    if (!(await guard(tx))) throw new AppError('not_found', 'The run is no longer this attempt’s.')
    await change(tx)
  }
  return db.write(operation, { durable })
}

/** What an earlier try has left, because the store was away when it should have been deleted, gives way. */
async function begin(tx: Tx, file: FileRow) {
  const { run, name, attempt } = file
  if (run !== null) {
    const remains = tx.deleteFrom('files').where('completed_at', 'is', null)
    await remains.where('run', '=', run).where('name', '=', name).where('attempt', '=', attempt).execute()
  }
  await tx.insertInto('files').values(file).execute()
}

async function addChunk(tx: Tx, chunk: { file: string; number: number; bytes: Buffer }) {
  const { numUpdatedRows } = await tx
    .updateTable('files')
    .set((set) => ({ size: set('size', '+', chunk.bytes.length) }))
    .where('id', '=', chunk.file)
    .where('completed_at', 'is', null)
    .executeTakeFirst()
  refuseDeleted(numUpdatedRows)
  await tx.insertInto('file_chunks').values(chunk).execute()
}

async function complete(tx: Tx, id: string, now: number) {
  const { numUpdatedRows } = await tx
    .updateTable('files')
    .set({ completed_at: now })
    .where('id', '=', id)
    .executeTakeFirst()
  refuseDeleted(numUpdatedRows)
}

/** An upload that takes longer than a day meets the pruner. */
function refuseDeleted(numUpdatedRows: bigint) {
  if (numUpdatedRows === 0n) throw new AppError('not_found', 'The file was deleted while it was being sent.')
}
