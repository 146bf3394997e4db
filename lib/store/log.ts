/** The log of a run, in chunks of at most 64 KB. Line numbers (`seq`) count from 1 over all attempts of the run. */
import { setImmediate as othersTurn } from 'node:timers/promises'
import { iso } from '../clock.ts'
import { gapText } from '../log-gap.ts'
import type { LogLine } from '../resources.ts'
import type { Database } from './database.ts'
import { heldBy } from './held-by.ts'
import type { LogChunkRow, Tx } from './schema.ts'
import type { Claim } from './transition.ts'

/** One line as it is stored: milliseconds, stream, text, and 1 where no line end follows. */
export type StoredLine = [time: number, stream: 'o' | 'e' | 's', text: string, partial?: 1]

export type Chunk = { firstSeq: number; lines: StoredLine[]; bytes: number }

const streams = { o: 'out', e: 'err', s: 'system' } as const

/** Appends chunks, unless the run is no longer this attempt's. `dropped` is the gap that the limit has made so far. */
export function appendLog(
  db: Database,
  claim: Claim,
  chunks: Chunk[],
  dropped?: { bytes: number; afterSeq: number; beforeSeq: number },
): Promise<boolean> {
  return db.write(
    async (tx) => {
      if (!(await countBytes(tx, claim, sum(chunks)))) return false
      const known: Chunk[] = []
      for (const chunk of chunks)
        if (!(await insertChunk(tx, claim.run, claim.attempt, chunk))) known.push(chunk)
      if (known.length > 0) await countBytes(tx, claim, -sum(known))
      if (dropped) await dropChunks(tx, claim, dropped)
      return true
    },
    { failpoint: 'log' },
  )
}

/** Guards the log as well: false where the run is no longer this attempt's. */
async function countBytes(tx: Tx, claim: Claim, bytes: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('runs')
    .set((set) => ({ log_bytes: set('log_bytes', '+', bytes) }))
    .where(heldBy(claim))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

const sum = (chunks: { bytes: number }[]) => chunks.reduce((bytes, chunk) => bytes + chunk.bytes, 0)

/** False where it is stored already: a write whose end nobody was told of is repeated. */
async function insertChunk(
  tx: Tx,
  run: string,
  attempt: number,
  { firstSeq, lines, bytes }: Chunk,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('log_chunks')
    .values({
      run,
      attempt,
      first_seq: firstSeq,
      last_seq: firstSeq + lines.length - 1,
      bytes,
      lines: JSON.stringify(lines),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows !== 0n
}

async function dropChunks(
  tx: Tx,
  claim: Claim,
  dropped: { bytes: number; afterSeq: number; beforeSeq: number },
) {
  const gone = await tx
    .deleteFrom('log_chunks')
    .where('run', '=', claim.run)
    .where('first_seq', '>', dropped.afterSeq)
    .where('first_seq', '<', dropped.beforeSeq)
    .where('attempt', '=', claim.attempt)
    .returning('bytes')
    .execute()
  await countBytes(tx, claim, -sum(gone))
  await tx
    .updateTable('attempts')
    .set({ dropped_bytes: dropped.bytes })
    .where('run', '=', claim.run)
    .where('attempt', '=', claim.attempt)
    .execute()
}

/** Adds a line of our own to the log, in the transaction that it belongs to. */
export async function appendSystemLine(tx: Tx, run: string, attempt: number, text: string, now: number) {
  const firstSeq = (await lastSeq(tx, run)) + 1
  const bytes = Buffer.byteLength(text) + 1
  await insertChunk(tx, run, attempt, { firstSeq, lines: [[now, 's', text]], bytes })
  await tx
    .updateTable('runs')
    .set((set) => ({ log_bytes: set('log_bytes', '+', bytes) }))
    .where('id', '=', run)
    .execute()
}

/** Number of the last line of a run; 0 where there is none. */
export async function lastSeq(tx: Tx, run: string): Promise<number> {
  const row = await tx
    .selectFrom('log_chunks')
    .select('last_seq')
    .where('run', '=', run)
    .orderBy('first_seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.last_seq ?? 0
}

/** What one answer carries at most, in characters of text; one line always fits. */
const largestAnswer = 64 * 1024

export type LogQuery = {
  after?: number
  before?: number
  limit: number
  tail?: number
  stream?: LogLine['stream']
}

/** Lines after number `after`, or the last ones (`tail` of them, or those before number `before`): `limit` or 64 KB. */
export async function readLog(db: Database, run: string, query: LogQuery): Promise<LogLine[]> {
  if (query.tail !== undefined || query.before !== undefined)
    return (await isDeleted(db, run)) ? [] : readTail(db, run, query)
  const after = query.after ?? 0
  const lines: LogLine[] = []
  let size = 0
  for await (const line of linesFrom(db, run, after, query.stream)) {
    size += line.text.length
    if (lines.length === query.limit || (lines.length > 0 && size > largestAnswer)) break
    lines.push(line)
  }
  return lines
}

async function readTail(
  db: Database,
  run: string,
  { before = Number.MAX_SAFE_INTEGER - 1, tail, limit, stream }: LogQuery,
): Promise<LogLine[]> {
  const wanted = Math.min(tail ?? limit, limit)
  let lines: LogLine[] = []
  // A chunk that begins at `before` may carry the marker of a gap that ends there.
  let bound = before + 1
  while (lines.length < wanted && sizeOf(lines) <= largestAnswer) {
    const chunk = await chunkBefore(db, run, bound)
    if (!chunk) break
    const earlier = await withMarker(db, run, chunk, stream)
    lines = [...earlier.filter((line) => line.seq < before), ...lines]
    bound = chunk.first_seq
    if (stream) await othersTurn()
  }
  return newestThatFit(lines.slice(-wanted || lines.length))
}

const sizeOf = (lines: LogLine[]) => lines.reduce((size, line) => size + line.text.length, 0)

/** The newest lines that fit into one answer. */
function newestThatFit(lines: LogLine[]): LogLine[] {
  let size = 0
  let first = lines.length
  while (first > 0 && size <= largestAnswer) size += lines[--first]?.text.length ?? 0
  return size > largestAnswer ? lines.slice(Math.min(first + 1, lines.length - 1)) : lines
}

/** What is left of a log that is being deleted is shown to nobody. */
async function isDeleted(db: Database, run: string): Promise<boolean> {
  const row = await db.read
    .selectFrom('runs')
    .select('log_deleted_at')
    .where('id', '=', run)
    .executeTakeFirst()
  return row !== undefined && row.log_deleted_at !== null
}

/** Every line after number `after`, or those of one stream, chunk by chunk; memory stays at one chunk. */
export async function* linesFrom(
  db: Database,
  run: string,
  after: number,
  stream?: LogLine['stream'],
): AsyncGenerator<LogLine> {
  if (await isDeleted(db, run)) return
  for (let seq = after; ; ) {
    const chunk = await chunkAfter(db, run, seq)
    if (!chunk) return
    for (const line of await withMarker(db, run, chunk, stream)) if (line.seq > after) yield line
    seq = chunk.last_seq
    if (stream) await othersTurn()
  }
}

const chunkAfter = (db: Database, run: string, seq: number) =>
  db.read
    .selectFrom('log_chunks')
    .selectAll()
    .where('run', '=', run)
    .where('last_seq', '>', seq)
    .orderBy('first_seq')
    .limit(1)
    .executeTakeFirst()

const chunkBefore = (db: Database, run: string, seq: number) =>
  db.read
    .selectFrom('log_chunks')
    .selectAll()
    .where('run', '=', run)
    .where('first_seq', '<', seq)
    .orderBy('first_seq', 'desc')
    .limit(1)
    .executeTakeFirst()

/** A chunk's lines; where lines before it were dropped, a line of ours in their place says how many bytes are gone. */
async function withMarker(
  db: Database,
  run: string,
  chunk: LogChunkRow,
  stream?: LogLine['stream'],
): Promise<LogLine[]> {
  const lines = linesOf(chunk, stream)
  const gap = !stream || stream === 'system' ? await gapBefore(db, run, chunk) : null
  return gap ? [gap, ...lines] : lines
}

/** Of a million lines only those of the wanted stream become objects. */
function linesOf({ lines, first_seq, attempt }: LogChunkRow, wanted?: LogLine['stream']): LogLine[] {
  const result: LogLine[] = []
  for (const [i, [time, letter, text, partial]] of (JSON.parse(lines) as StoredLine[]).entries()) {
    const stream = streams[letter]
    if (wanted && stream !== wanted) continue
    const line = { seq: first_seq + i, time: iso(time), stream, attempt, text }
    result.push(partial ? { ...line, partial: true as const } : line)
  }
  return result
}

async function gapBefore(db: Database, run: string, chunk: LogChunkRow): Promise<LogLine | null> {
  const { first_seq: firstSeq, attempt } = chunk
  if (firstSeq === 1) return null
  const previous = await chunkBefore(db, run, firstSeq)
  if ((previous?.last_seq ?? 0) === firstSeq - 1) return null
  const row = await db.read
    .selectFrom('attempts')
    .select('dropped_bytes')
    .where('run', '=', run)
    .where('attempt', '=', attempt)
    .executeTakeFirst()
  const text = gapText(row?.dropped_bytes ?? 0)
  const time = linesOf(chunk)[0]?.time ?? iso(0)
  return { seq: firstSeq - 1, time, stream: 'system', attempt, text }
}
