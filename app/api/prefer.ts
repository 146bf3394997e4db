/** `Prefer: wait=N` (RFC 7240): how long the caller would rather wait than hear that nothing has happened yet. */
import { manager } from '../../lib/manager.ts'

const longest = 60

/** Seconds, at most 60; null where the caller does not want to wait. */
export function preferredWait(request: Request): number | null {
  const wait = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])/i.exec(
    request.headers.get('prefer') ?? '',
  )?.[1]
  return wait === undefined || Number(wait) === 0 ? null : Math.min(Number(wait), longest)
}

/** Aborts when the wait is over: time is up, the caller is gone, or the server stops. */
export function waitSignal(request: Request, seconds: number): AbortSignal {
  return AbortSignal.any([request.signal, manager().stopping, AbortSignal.timeout(seconds * 1000)])
}
