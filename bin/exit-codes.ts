/** What the client's exit codes mean. Scripts rely on them: they only ever gain members. */
import type { FinalStatus } from '../lib/run.ts'

/** How a run ended, where its end was waited for. */
export const outcomeCodes = {
  succeeded: 0,
  failed: 1,
  timed_out: 124, // as `timeout` does
  canceled: 130, // as if it had been Ctrl-C
  interrupted: 75, // not the task's fault: it may be tried again
} as const satisfies Record<FinalStatus, number>

export const exitCodes = {
  /** The server refused: the task is busy, the run has ended. */
  refused: 1,
  /** The command, an option or the input is wrong, or names something that does not exist. */
  usage: 2,
  /** The server cannot be reached, or cannot answer at the moment. */
  unreachable: 69,
  /** The password is missing or wrong. */
  notAllowed: 77,
  /** Left by Ctrl-C; a run goes on. */
  left: 130,
  /** Nobody reads what is printed any more, as with `| head`. */
  unread: 141,
} as const

/** For the HTTP status of an answer that is an error. */
export function exitCodeOf(status: number): number {
  if (status === 401 || status === 403 || status === 429) return exitCodes.notAllowed
  if (status === 409) return exitCodes.refused
  return status < 500 ? exitCodes.usage : exitCodes.unreachable
}
