import { AppError } from '../../lib/errors.ts'
import { manager } from '../../lib/manager.ts'
import { lengthHeader } from '../../lib/sized-response.ts'
import { parseRange } from './range.ts'
import { streamOf } from './stream.ts'

type StoredFile = { id: string; name: string; size: number }

/**
 * A file to keep, whole or the one range that is asked for; its bytes are read as the caller takes them. It is never
 * shown: whatever is in it must not act as a page of ours.
 * @throws AppError `range_not_satisfiable`
 */
export function fileResponse({ method, headers: asked }: Request, { id, name, size }: StoredFile): Response {
  // The bytes of an id never change.
  const etag = `"${id}"`
  const headers = new Headers({ ETag: etag, 'Accept-Ranges': 'bytes' })
  if (isKnown(asked.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  const onlyIf = asked.get('if-range')
  // Only GET has ranges (RFC 9110, 14.2).
  const wanted = method === 'GET' && (onlyIf === null || onlyIf === etag) ? asked.get('range') : null
  const range = parseRange(wanted, size)
  if (range === 'unsatisfiable')
    throw new AppError('range_not_satisfiable', `The file has ${size} bytes.`, { extra: { size } })
  const { start, end } = range ?? { start: 0, end: size - 1 }
  headers.set('Content-Type', 'application/octet-stream')
  headers.set('Content-Disposition', `attachment; filename*=UTF-8''${encoded(name)}`)
  // Next drops a Content-Length; server.ts has a way around that.
  if (process.env.NEXT_MANUAL_SIG_HANDLE) headers.set(lengthHeader, String(end - start + 1))
  if (range) headers.set('Content-Range', `bytes ${start}-${end}/${size}`)
  const bytes = streamOf(manager().files.bytes(id, start, end))
  return new Response(bytes, { status: range ? 206 : 200, headers })
}

/** Weakly, since a proxy may have made the tag weak. */
const isKnown = (known: string | null, etag: string) =>
  known?.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag) ?? false

/** As RFC 8187 has it: what `encodeURIComponent` leaves is too much for a header. */
const encoded = (name: string) =>
  encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
