/** Bytes in the store: the one place where the databases differ in a type. */
import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** The column type for bytes. */
export function bytesType(db: Kysely<unknown>) {
  return db.getExecutor().adapter instanceof PostgresAdapter ? sql.raw('bytea') : sql.raw('blob')
}

/** What a row of `file_chunks` holds; only the last one of a file may hold less. */
export const chunkBytes = 1024 ** 2

/** The same bytes in pieces of 1 MB, of which only the last may be smaller. None where there are no bytes. */
export async function* inChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let pieces: Uint8Array[] = []
  let size = 0
  for await (const bytes of source) {
    for (let from = 0; from < bytes.length; ) {
      const piece = bytes.subarray(from, from + chunkBytes - size)
      pieces.push(piece)
      size += piece.length
      from += piece.length
      if (size < chunkBytes) continue
      yield Buffer.concat(pieces)
      pieces = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(pieces)
}
