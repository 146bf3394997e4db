/** Errors as problem documents (RFC 9457). */
import { AppError } from '../../lib/errors.ts'
import { problemKinds, problemType } from '../../lib/problems.ts'
import type { Problem } from '../../lib/resources.ts'
import { apiHeaders } from './headers.ts'

/** Anything thrown, as status, headers and body; what is not an `AppError` is logged here and shown without detail. */
export function problemOf(thrown: unknown, instance: string) {
  const error = thrown instanceof AppError ? thrown : internal(thrown)
  const [status, title] = problemKinds[error.code]
  const { allow, retryAfter, size, ...extra } = error.extra
  const document: Problem = {
    type: problemType(error.code),
    title,
    status,
    detail: error.message,
    instance,
    code: error.code,
    ...(error.errors.length > 0 && { errors: error.errors }),
    ...extra,
  }
  const headers: Record<string, string> = { ...apiHeaders, 'Content-Type': 'application/problem+json' }
  if (status === 503) headers['Retry-After'] = '1'
  if (status === 429) headers['Retry-After'] = String(retryAfter)
  // Not Basic, which would make a browser ask by itself.
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="Runboard"'
  if (status === 405) headers.Allow = String(allow)
  if (status === 416) headers['Content-Range'] = `bytes */${size}`
  // The rest of the body is not read, so the connection cannot be used again.
  if (status === 413) headers.Connection = 'close'
  return { status, headers, body: JSON.stringify(document) }
}

export function problem(thrown: unknown, request: Request): Response {
  const { status, headers, body } = problemOf(thrown, new URL(request.url).pathname)
  return new Response(request.method === 'HEAD' ? null : body, { status, headers })
}

function internal(thrown: unknown): AppError {
  console.error(thrown)
  return new AppError('internal', 'Something went wrong on the server. Its log says what.')
}
