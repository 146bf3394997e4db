import type { Clock } from '../clock.ts'
import type { Policy } from '../policy.ts'
import { retryDelay } from '../policy.ts'
import type { Database } from '../store/database.ts'
import { running } from '../store/literals.ts'
import { appendSystemLine } from '../store/log.ts'
import { buryRunners, markEnded, openRunners } from '../store/runners.ts'
import type { RunnerRow, RunRow } from '../store/schema.ts'
import { type Claim, type Ending, settleIn } from '../store/transition.ts'
import { asCanceled } from './outcome.ts'
import { persist } from './persist.ts'
import { kill } from './terminate.ts'

const patienceMs = 10_000
/** How long the settling of a dead runner's runs may take. */
const burierMs = 20_000

/**
 * Settles what dead runners left: first their processes on this machine are ended, then each of their running runs gets
 * its end, after `take` has kept what it left. Where the store is shared, a runner is dead once its lease is over;
 * where it is not, we hold its runner lock, and every other runner is dead, whatever it wrote.
 */
export async function settlePredecessors(
  db: Database,
  self: Self,
  clock: Clock,
  take: Take = async () => {},
) {
  const dead = await (db.isShared ? buryRunners(db, { ...self, now: clock.now() }) : othersThan(db, self))
  const left = await leftRuns(db, self, dead, clock.now())
  const tokens = [...dead.map(({ token }) => token), ...left.flatMap(({ tokens }) => tokens)]
  if (tokens.length > 0) await kill({ tokens }, patienceMs)
  for (const { run } of left) {
    const lines: string[] = []
    const claim = { run: run.id, attempt: run.attempt, runner: run.runner ?? '' }
    await take(claim, (line) => lines.push(line))
    await persist(() => settleLost(db, run, claim, lines, clock.now()))
  }
  for (const { id } of dead) await persist(() => markEnded(db, id, clock.now()))
}

type Self = { id: string; host: string }

type Take = (claim: Claim, say: (line: string) => void) => Promise<void>

type LostRun = RunRow & { policy: string }

const othersThan = async (db: Database, self: Self) =>
  (await openRunners(db)).filter(({ id }) => id !== self.id)

/**
 * Running runs of dead runners, with the marks of all that may still execute them. Where there are other runners, each
 * leaves the runs of those that another one has buried to that one, unless that has died over it.
 */
async function leftRuns(
  db: Database,
  { id: self }: Self,
  dead: RunnerRow[],
  now: number,
): Promise<{ run: LostRun; tokens: string[] }[]> {
  let runs = db.read
    .selectFrom('runs')
    .innerJoin('tasks', 'tasks.name', 'runs.task')
    .selectAll('runs')
    .select('tasks.policy')
    .where('runs.status', '=', running)
    .where('runs.runner', '!=', self)
  let others = db.read
    .selectFrom('runners')
    .select('id')
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', now - burierMs)]))
  if (dead.length > 0)
    others = others.where(
      'id',
      'not in',
      dead.map(({ id }) => id),
    )
  if (db.isShared) runs = runs.where('runs.runner', 'not in', others)
  const left: { run: LostRun; tokens: string[] }[] = []
  for (const run of await runs.execute()) {
    const attempt = await db.read
      .selectFrom('attempts')
      .leftJoin('runners', 'runners.id', 'attempts.runner')
      .select(['attempts.token', 'runners.token as ofRunner'])
      .where('attempts.run', '=', run.id)
      .where('attempts.attempt', '=', run.attempt)
      .executeTakeFirstOrThrow()
    left.push({ run, tokens: [attempt.token, attempt.ofRunner].filter((token) => token !== null) })
  }
  return left
}

/** Does nothing where another runner was first. */
function settleLost(db: Database, run: LostRun, claim: Claim, lines: string[], now: number): Promise<void> {
  const ending = lostEnding(run, now)
  return db.write(
    async (tx) => {
      // Somebody may have asked it to stop while its processes were being ended.
      const isSettled = (await settleIn(tx, claim, ending)) || (await settleIn(tx, claim, asCanceled(ending)))
      if (!isSettled) return
      for (const line of [...lines, lineOf(ending)]) {
        await appendSystemLine(tx, run.id, claim.attempt, line, now)
      }
    },
    { durable: true },
  )
}

/** Cancel wins: a run that somebody had asked to stop is canceled, now that its processes are gone. */
function lostEnding(run: LostRun, now: number): Ending {
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
