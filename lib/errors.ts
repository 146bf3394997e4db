/**
 * Every error that a caller can cause or act on. `message` is a sentence that says what to do;
 * anything that is not an `AppError` is a fault of ours and is shown as "Internal error" only.
 */
export class AppError extends Error {
  override name = 'AppError' as const
  readonly code: ErrorCode
  readonly errors: FieldError[]
  /** Extra members of the problem document, such as the run that is in the way. */
  readonly extra: Record<string, unknown>

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.errors = options.errors ?? []
    this.extra = options.extra ?? {}
  }

  /** Next bundles every route apart, each with a copy of this class; all copies mean the same error. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'AppError'
  }
}

export type ErrorCode =
  | 'malformed' // not JSON, a broken parameter, a cursor that is none
  | 'unknown_field' // the envelope has a field that the route does not know
  | 'cross_site' // a browser sent it from another site
  | 'unauthorized' // nobody knows who asks, or the password is wrong
  | 'too_many_attempts' // wrong passwords; wait
  | 'forbidden' // not allowed as this server is set up
  | 'not_found'
  | 'method_not_allowed'
  | 'task_busy' // `whenBusy: reject`, and a run is active
  | 'task_broken' // the task's file does not load
  | 'queue_full' // `maxQueued` runs wait already
  | 'run_final' // the run has ended; nothing can change it
  | 'run_active' // the run has not ended, and only what has can be deleted
  | 'too_large'
  | 'no_room' // as much is uploaded as may be
  | 'unsupported_media_type'
  | 'range_not_satisfiable' // no byte of the file is in the range
  | 'misdirected' // a Host that this server does not serve
  | 'invalid_input' // the input does not fit the task's schema
  | 'idempotency_key_reused' // same key, other request
  | 'starting' // the runner has not loaded the tasks yet
  | 'unavailable' // the store cannot be written or read right now
  | 'internal'

/** One thing wrong with a request: `pointer` is a JSON pointer into its body, or a parameter's name. */
export type FieldError = { pointer: string; detail: string; code: string }

type AppErrorOptions = { cause?: unknown; errors?: FieldError[]; extra?: Record<string, unknown> }

/** The message of anything thrown, never empty. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message || error.name : String(error)
  return message || 'Unknown error'
}
