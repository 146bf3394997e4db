/** The body of a request, read with a cap. */
import { AppError } from '../../lib/errors.ts'
import { parseJson } from './json.ts'

const largest = 1024 ** 2

/** The JSON of the body, undefined where it is empty; throws `too_large` as soon as it is, and `malformed`. */
export async function readBody(request: Request): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > largest) throw tooLarge()
  const text = decode(await readCapped(request))
  return text.trim() === '' ? undefined : parseJson(text)
}

async function readCapped(request: Request): Promise<Buffer> {
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    size += value.byteLength
    // Not canceled: that would close the connection before the answer is out.
    if (size > largest) throw tooLarge()
  }
  return Buffer.concat(chunks)
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('malformed', 'The body is not UTF-8.', { cause })
  }
}

function tooLarge() {
  return new AppError('too_large', 'The body is larger than 1 MB.')
}
