/** The one map from error codes to HTTP: the status of each, and its title. */
import type { ErrorCode } from './errors.ts'

export const problemKinds = {
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
  run_active: [409, 'Run is active'],
  too_large: [413, 'Too large'],
  unsupported_media_type: [415, 'Unsupported media type'],
  range_not_satisfiable: [416, 'Range not satisfiable'],
  misdirected: [421, 'Misdirected request'],
  invalid_input: [422, 'Invalid input'],
  idempotency_key_reused: [422, 'Idempotency key reused'],
  starting: [503, 'Starting'],
  unavailable: [503, 'Unavailable'],
  no_room: [507, 'No room for files'],
  internal: [500, 'Internal error'],
} as const satisfies Record<ErrorCode, readonly [status: number, title: string]>

/** `type` of a problem document. */
export const problemType = (code: ErrorCode) => `urn:runboard:problem:${code}`

/** The codes that are answered with this status. */
export function codesOf(status: number): ErrorCode[] {
  return (Object.keys(problemKinds) as ErrorCode[]).filter((code) => problemKinds[code][0] === status)
}
