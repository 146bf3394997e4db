/** What an attempt came to, as one value, and what that makes of its run. Pure. */
import { type Policy, retryDelay } from '../policy.ts'
import type { Ending } from '../store/transition.ts'
import type { Ended } from './messages.ts'
import type { ProcessExit } from './task-process.ts'

/** Why we stop an attempt that would go on. */
export type StopReason = 'cancel' | 'timeout' | 'shutdown' | 'lost'

/** How the work itself ended: by its own report, with its process, or with nonsense. */
export type WorkEnd =
  | { type: 'ended'; report: Ended }
  | { type: 'exit'; exit: ProcessExit }
  | { type: 'garbage' }

type Facts = { exitCode: number | null; signal: string | null }
type Failure = { code: string; message: string }
type Outcome = Pick<Ending, 'event' | 'attemptStatus' | 'error'> & { final?: boolean }

type Context = { policy: Policy; attempt: number; now: number; random: number }

/** The end to be written. `output` is JSON text, kept however it ended; `random` is in [0, 1). */
export function endingOf(
  stop: StopReason | null,
  end: WorkEnd | null,
  output: string | null,
  context: Context,
): Ending {
  const outcome = stop ? stopped(stop, context.policy) : workOutcome(end)
  const facts = factsOf(end)
  const retryAt = outcome.final ? null : retryTime(outcome, context)
  return {
    event: retryAt === null ? outcome.event : 'requeue',
    attemptStatus: outcome.attemptStatus,
    output,
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

function stopped(reason: StopReason, policy: Policy): Outcome {
  if (reason === 'cancel') return { event: 'cancel', attemptStatus: 'canceled', error: null }
  if (reason === 'timeout') {
    const message = `It ran longer than its limit of ${(policy.timeoutMs ?? 0) / 1000} s.`
    return { event: 'timeOut', attemptStatus: 'timed_out', error: { code: 'timed_out', message } }
  }
  return { event: 'interrupt', attemptStatus: 'interrupted', error: interruptions[reason] }
}

const interruptions: Record<'shutdown' | 'lost', Failure> = {
  shutdown: { code: 'shutdown', message: 'The server was stopped while this was running.' },
  lost: {
    code: 'runner_lost',
    message: 'Its runner could not reach the store in time, and ended it: another one may start it.',
  },
}

function workOutcome(end: WorkEnd | null): Outcome {
  if (end?.type === 'ended') return reported(end.report)
  if (end?.type === 'exit') return exited(end.exit)
  return failed(garbage)
}

const garbage: Failure = {
  code: 'protocol',
  message: 'Its process sent something that Runboard does not understand.',
}

function reported({ error, exitCode, signal, final }: Ended): Outcome {
  return error ? { ...failed(error), final } : exited({ exitCode: exitCode ?? 0, signal })
}

function exited(exit: Pick<Ended, 'exitCode' | 'signal'>): Outcome {
  if (exit.signal || exit.exitCode !== 0) return failed(exitError(exit))
  return { event: 'succeed', attemptStatus: 'succeeded', error: null }
}

const failed = (error: Failure): Outcome => ({ event: 'fail', attemptStatus: 'failed', error })

function exitError({ exitCode, signal }: Pick<Ended, 'exitCode' | 'signal'>): Failure {
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

function retryTime({ attemptStatus }: Outcome, { policy, attempt, now, random }: Context): number | null {
  if (attemptStatus === 'succeeded' || attemptStatus === 'canceled') return null
  const delay = retryDelay(policy, { attempt, as: attemptStatus }, random)
  return delay === null ? null : now + delay
}
