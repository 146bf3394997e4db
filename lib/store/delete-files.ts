/** Deletes files in writes that are short, however many and however large they are. */
import { countWithin } from '../count-within.ts'
import type { Database } from './database.ts'
import type { Tx } from './schema.ts'

const filesAWrite = 50
const bytesAWrite = 4 * 1024 ** 2
const chunksAWrite = 4
const dayMs = 24 * 3_600_000

/** What was uploaded and is used by no run, and what never became complete, a day later. Yields after each write. */
export function deleteStrayFiles(db: Database, now: number): AsyncGenerator<void> {
  return inWrites(db, (tx) =>
    sizes(tx)
      .where('created_at', '<', now - dayMs)
      .where(({ or, eb }) => or([eb('run', 'is', null), eb('completed_at', 'is', null)]))
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('run_files').select('run').whereRef('run_files.file', '=', 'files.id'))),
      ),
  )
}

/** What the attempts of these runs have left; none of them may be active. Yields after each write. */
export function deleteFilesOf(db: Database, runs: string[]): AsyncGenerator<void> {
  return inWrites(db, (tx) => sizes(tx).where('run', 'in', runs))
}

/** What runs have left, the oldest first, until what is kept is `kept` bytes or less. Yields after each write. */
export async function* deleteOldestFiles(db: Database, kept: number): AsyncGenerator<void> {
  for (let surplus = (await bytesOfRuns(db)) - kept; surplus > 0; ) {
    const oldest = await leftByEnded(db).orderBy('files.id').limit(filesAWrite).execute()
    if (oldest.length === 0) return
    const enough = oldest.slice(
      0,
      countWithin(
        surplus - 1,
        oldest.map(({ size }) => size),
      ) + 1,
    )
    const ids = enough.map(({ id }) => id)
    yield* inWrites(db, (tx) => sizes(tx).where('id', 'in', ids))
    surplus -= enough.reduce((sum, { size }) => sum + size, 0)
  }
}

const leftByEnded = (db: Database) =>
  db.read
    .selectFrom('files')
    .innerJoin('runs', 'runs.id', 'files.run')
    .select(['files.id', 'files.size'])
    .where('runs.finished_at', 'is not', null)

async function bytesOfRuns(db: Database): Promise<number> {
  const sum = db.read
    .selectFrom('files')
    .select(({ fn }) => fn.sum<number | string | null>('size').as('bytes'))
  return Number((await sum.where('run', 'is not', null).executeTakeFirstOrThrow()).bytes)
}

/** One file, whoever uses it. */
export async function deleteFile(db: Database, id: string) {
  for await (const _ of inWrites(db, (tx) => sizes(tx).where('id', '=', id)));
}

type Choice = (tx: Tx) => ReturnType<typeof sizes>
const sizes = (tx: Tx) => tx.selectFrom('files').select(['id', 'size'])

async function* inWrites(db: Database, choose: Choice): AsyncGenerator<void> {
  while ((await choose(db.read).limit(1).execute()).length > 0) {
    await db.write((tx) => deleteSome(tx, choose))
    yield
  }
}

/** They are chosen once more in the write that deletes them, so that no run can start to use one in between. */
async function deleteSome(tx: Tx, choose: Choice) {
  const files = await choose(tx).limit(filesAWrite).execute()
  const [first] = files
  if (!first) return
  const bytes = files.map(({ size }) => size)
  const ids = files.slice(0, countWithin(bytesAWrite, bytes)).map(({ id }) => id)
  if (ids.length > 0) await tx.deleteFrom('files').where('id', 'in', ids).execute()
  else await deletePart(tx, first.id)
}

/** From the first part on it is not complete: nobody may read it or start to use it. */
async function deletePart(tx: Tx, file: string) {
  const chunks = tx.selectFrom('file_chunks').select('number').where('file', '=', file)
  const numbers = (await chunks.limit(chunksAWrite).execute()).map(({ number }) => number)
  await tx.deleteFrom('file_chunks').where('file', '=', file).where('number', 'in', numbers).execute()
  await tx
    .updateTable('files')
    .set((set) => ({
      completed_at: null,
      size: numbers.length < chunksAWrite ? 0 : set('size', '-', bytesAWrite),
    }))
    .where('id', '=', file)
    .execute()
}
