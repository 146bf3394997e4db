/** Errors as problem documents (RFC 9457): the one map from error codes to HTTP. */
import { AppError, type ErrorCode } from '../../lib/errors.ts'
import type { Problem } from '../../lib/resources.ts'
import { apiHeaders } from './headers.ts'

const answers = {
  malformed: [400, 'Malformed request'],
  unknown_field: [400, 'Unknown field'],
  unauthorized: [401, 'Log in first'],
  too_many_attempts: [429, 'Too many attempts'],
  cross_site: [403, 'Cross-site request'],
  forbidden: [403, 'Forbidden'],
  not_found: [404, 'Not found'],
  method_not_allowed: [405, 'Method not allowed'],
  task_busy: [409, 'Task is busy'],
  task_broken: [409, 'Task is broken'],
  queue_full: [409, 'Queue is full'],
  run_final: [409, 'Run has ended'],
  too_large: [413, 'Too large'],
  unsupported_media_type: [415, 'Unsupported media type'],
  range_not_satisfiable: [416, 'Range not satisfiable'],
  misdirected: [421, 'Misdirected request'],
  invalid_input: [422, 'Invalid input'],
  idempotency_key_reused: [422, 'Idempotency key reused'],
  starting: [503, 'Starting'],
  unavailable: [503, 'Unavailable'],
  internal: [500, 'Internal error'],
} as const satisfies Record<ErrorCode, readonly [status: number, title: string]>

/** Anything thrown, as status, headers and body; what is not an `AppError` is logged here and shown without detail. */
export function problemOf(thrown: unknown, instance: string) {
  const error = thrown instanceof AppError ? thrown : internal(thrown)
  const [status, title] = answers[error.code]
  const { allow, retryAfter, size, ...extra } = error.extra
  const document: Problem = {
    type: `urn:runboard:problem:${error.code}`,
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
