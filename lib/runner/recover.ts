import type { Clock } from '../clock.ts'
import type { Policy } from '../policy.ts'
import { retryDelay } from '../policy.ts'
import type { Database } from '../store/database.ts'
import { running } from '../store/literals.ts'
import { appendSystemLine } from '../store/log.ts'
import { markEnded, openRunners } from '../store/runners.ts'
import type { AttemptRow, RunRow } from '../store/schema.ts'
import { type Claim, type Ending, settleIn } from '../store/transition.ts'
import { asCanceled } from './outcome.ts'
import { persist } from './persist.ts'
import { kill } from './terminate.ts'

const patienceMs = 10_000

/**
 * Settles what runners before this one left: first their processes are ended, then each of their running runs gets
 * its end, after `take` has kept what it left. Holding the runner lock, we know that every other runner of this store is dead, whatever it wrote.
 */
export async function settlePredecessors(
  db: Database,
  self: string,
  clock: Clock,
  take: Take = async () => {},
) {
  const runners = (await openRunners(db)).filter(({ id }) => id !== self)
  const left = await runningElsewhere(db, self)
  const tokens = [...runners, ...left.map(({ attempt }) => attempt)].map(({ token }) => token)
  if (tokens.length > 0) await kill({ tokens }, patienceMs)
  for (const { run, attempt } of left) {
    const lines: string[] = []
    const claim = { run: run.id, attempt: attempt.attempt, runner: attempt.runner }
    await take(claim, (line) => lines.push(line))
    await persist(() => settleLost(db, run, claim, lines, clock.now()))
  }
  for (const { id } of runners) await persist(() => markEnded(db, id, clock.now()))
}

type Take = (claim: Claim, say: (line: string) => void) => Promise<void>

type Left = { run: RunRow & { policy: string }; attempt: AttemptRow }

async function runningElsewhere(db: Database, self: string): Promise<Left[]> {
  const runs = await db.read
    .selectFrom('runs')
    .innerJoin('tasks', 'tasks.name', 'runs.task')
    .selectAll('runs')
    .select('tasks.policy')
    .where('runs.status', '=', running)
    .where('runs.runner', '!=', self)
    .execute()
  const left: Left[] = []
  for (const run of runs) {
    const attempt = await db.read
      .selectFrom('attempts')
      .selectAll()
      .where('run', '=', run.id)
      .where('attempt', '=', run.attempt)
      .executeTakeFirstOrThrow()
    left.push({ run, attempt })
  }
  return left
}

function settleLost(
  db: Database,
  run: Left['run'],
  claim: Claim,
  lines: string[],
  now: number,
): Promise<void> {
  const ending = lostEnding(run, now)
  return db.write(
    async (tx) => {
      for (const line of [...lines, lineOf(ending)]) {
        await appendSystemLine(tx, run.id, claim.attempt, line, now)
      }
      // Somebody may have asked it to stop while its processes were being ended.
      if (!(await settleIn(tx, claim, ending))) await settleIn(tx, claim, asCanceled(ending))
    },
    { durable: true },
  )
}

/** Cancel wins: a run that somebody had asked to stop is canceled, now that its processes are gone. */
function lostEnding(run: Left['run'], now: number): Ending {
  const base = { output: null, exitCode: null, signal: null, availableAt: null, now }
  if (run.cancel_requested_at !== null) {
    return { ...base, event: 'cancel', attemptStatus: 'canceled', error: null }
  }
  const policy = JSON.parse(run.policy) as Policy
  const delay = retryDelay(policy, { attempt: run.attempt, as: 'interrupted' }, Math.random())
  const error = { code: 'runner_lost', message: 'The server stopped unexpectedly while this was running.' }
  const lost = { ...base, attemptStatus: 'interrupted' as const, error }
  return delay === null
    ? { ...lost, event: 'interrupt' }
    : { ...lost, event: 'requeue', availableAt: now + delay }
}

function lineOf({ event, error }: Ending): string {
  if (event === 'cancel') return 'The server stopped unexpectedly while this run was being canceled.'
  const next = event === 'requeue' ? 'It is tried again.' : 'It is not started again by itself.'
  return `${error?.message} ${next}`
}
