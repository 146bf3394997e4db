/** What an attempt came to, as one value, and what that makes of its run. Pure. */
import { type Policy, retryDelay } from '../policy.ts'
import type { Ending } from '../store/transition.ts'
import type { Ended } from './messages.ts'
import type { ProcessExit } from './task-process.ts'

/** Why we stop an attempt that would go on. */
export type StopReason = 'cancel' | 'timeout' | 'shutdown'

/** How the work itself ended: by its own report, with its process, or with nonsense. */
export type WorkEnd =
  | { type: 'ended'; report: Ended; output: string | null }
  | { type: 'exit'; exit: ProcessExit }
  | { type: 'garbage' }

type Facts = { exitCode: number | null; signal: string | null }
type Failure = { code: string; message: string }
type Outcome = Pick<Ending, 'event' | 'attemptStatus' | 'output' | 'error'> & { final?: boolean }

/** The end to be written. `random` is in [0, 1). */
export function endingOf(
  stop: StopReason | null,
  end: WorkEnd | null,
  context: { policy: Policy; attempt: number; now: number; random: number },
): Ending {
  const outcome = stop ? stopped(stop, end, context.policy) : workOutcome(end)
  const facts = factsOf(end)
  const retryAt = outcome.final ? null : retryTime(outcome, context)
  return {
    event: retryAt === null ? outcome.event : 'requeue',
    attemptStatus: outcome.attemptStatus,
    output: outcome.output,
    error: outcome.error,
    ...facts,
    availableAt: retryAt,
    now: context.now,
  }
}

/** The same end for a run whose cancel came while it was being written: the output that came anyway is kept. */
export const asCanceled = (ending: Ending): Ending => ({
  ...ending,
  event: 'cancel',
  attemptStatus: 'canceled',
  error: null,
  availableAt: null,
})

/** The end of an attempt that we could not execute through a fault of our own. */
export const brokenEnding = (now: number): Ending => ({
  event: 'fail',
  attemptStatus: 'failed',
  output: null,
  error: { code: 'internal', message: 'Runboard could not execute this run. Its runner.log says why.' },
  exitCode: null,
  signal: null,
  availableAt: null,
  now,
})

function stopped(reason: StopReason, end: WorkEnd | null, policy: Policy): Outcome {
  const output = end?.type === 'ended' ? end.output : null
  if (reason === 'cancel') return { event: 'cancel', attemptStatus: 'canceled', output, error: null }
  if (reason === 'timeout') {
    const message = `It ran longer than its limit of ${(policy.timeoutMs ?? 0) / 1000} s.`
    return { event: 'timeOut', attemptStatus: 'timed_out', output, error: { code: 'timed_out', message } }
  }
  const message = 'The server was stopped while this was running.'
  return { event: 'interrupt', attemptStatus: 'interrupted', output, error: { code: 'shutdown', message } }
}

function workOutcome(end: WorkEnd | null): Outcome {
  if (end?.type === 'ended') return reported(end.report, end.output)
  const output = null
  const isExit = end?.type === 'exit'
  if (isExit && end.exit.exitCode === 0)
    return { event: 'succeed', attemptStatus: 'succeeded', output, error: null }
  return { event: 'fail', attemptStatus: 'failed', output, error: isExit ? exitError(end.exit) : garbage }
}

const garbage: Failure = {
  code: 'protocol',
  message: 'Its process sent something that Runboard does not understand.',
}

function reported({ error, exitCode, signal, final }: Ended, output: string | null): Outcome {
  if (error) return { event: 'fail', attemptStatus: 'failed', output, error, final }
  if (signal || (exitCode ?? 0) !== 0) {
    return { event: 'fail', attemptStatus: 'failed', output, error: exitError({ exitCode, signal }) }
  }
  return { event: 'succeed', attemptStatus: 'succeeded', output, error: null }
}

function exitError({ exitCode, signal }: { exitCode: number | null; signal: string | null }): Failure {
  if (signal === 'SIGKILL') {
    return { code: 'killed', message: 'It was killed by SIGKILL, possibly out of memory.' }
  }
  if (signal) return { code: 'killed', message: `It was killed by ${signal}.` }
  return { code: 'exit_code', message: `It exited with code ${exitCode}.` }
}

function factsOf(end: WorkEnd | null): Facts {
  if (end?.type === 'ended') return { exitCode: end.report.exitCode, signal: end.report.signal }
  if (end?.type === 'exit') return end.exit
  return { exitCode: null, signal: null }
}

function retryTime(
  { attemptStatus }: Outcome,
  { policy, attempt, now, random }: { policy: Policy; attempt: number; now: number; random: number },
): number | null {
  if (attemptStatus === 'succeeded' || attemptStatus === 'canceled') return null
  const delay = retryDelay(policy, { attempt, as: attemptStatus }, random)
  return delay === null ? null : now + delay
}
