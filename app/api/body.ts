/** The body of a request, read with a cap. */
import { AppError } from '../../lib/errors.ts'
import { fileTooLarge } from '../../lib/file-limit.ts'
import { parseJson } from './json.ts'

const largest = 1024 ** 2
/** A caller who is still sending may miss an answer, so that a body that is too large is read on to here and dropped. */
const patience = 8 * largest

/** The JSON of the body, undefined where it is empty; throws `too_large` or `malformed`. */
export async function readBody(request: Request): Promise<unknown> {
  const text = decode(await readCapped(request))
  return text.trim() === '' ? undefined : parseJson(text)
}

/**
 * The bytes of an upload as they come. Throws `too_large` beyond `limit` bytes, `malformed` when the caller breaks off.
 */
export async function* sentBytes(request: Request, limit: number): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader()
  let size = Number(request.headers.get('content-length')) > limit ? limit : 0
  const isAnnounced = size > 0
  while (reader && size <= limit + patience) {
    const { done, value } = await reader.read().catch(brokenOff)
    if (done) break
    size += value.byteLength
    if (size <= limit) yield value
  }
  if (size > limit || isAnnounced) throw fileTooLarge(limit)
}

function brokenOff(cause: unknown): never {
  throw new AppError('malformed', 'The file was not sent to its end.', { cause })
}

async function readCapped(request: Request): Promise<Buffer> {
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  while (reader && size <= patience) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size <= largest) chunks.push(value)
  }
  // The reader is not canceled: that would close the connection before the answer is out.
  if (size > largest) throw new AppError('too_large', 'The body is larger than 1 MB.')
  return Buffer.concat(chunks)
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('malformed', 'The body is not UTF-8.', { cause })
  }
}
