/** A run's way from one status to the next: one guarded statement each. No row changed means that somebody else was first. */
import { sql } from 'kysely'
import { type RunEvent, transitions } from '../run.ts'
import type { Database } from './database.ts'
import { heldBy } from './held-by.ts'
import { queued, running } from './literals.ts'
import type { RunRow, Tx } from './schema.ts'
import { countEnd } from './totals.ts'

/** An attempt as its runner holds it: all that guards its writes. */
export type Claim = { run: string; attempt: number; runner: string }

/** `again`: where it is not known whether this very token was given a run. */
export type ClaimRequest = { runner: string; token: string; now: number; again?: boolean }

/**
 * Starts the next run that is due and that this runner may execute: by priority, then age.
 * Null when there is none. Durable, because work follows.
 */
export function claimRun(db: Database, claim: ClaimRequest): Promise<RunRow | null> {
  return db.write(
    async (tx) => {
      const given = claim.again && (await claimedWith(tx, claim))
      if (given) return given
      const next = nextRun(claim)
      const run = await tx
        .updateTable('runs')
        .set((set) => ({
          status: transitions.start.to,
          attempt: set('attempt', '+', 1),
          runner: claim.runner,
          started_at: claim.now,
          progress_done: null,
          progress_total: null,
          progress_note: null,
        }))
        .where('id', '=', next)
        .where('status', 'in', transitions.start.from)
        .returningAll()
        .executeTakeFirst()
      if (!run) return null
      await insertAttempt(tx, run, claim)
      return run
    },
    { durable: true, failpoint: 'start' },
  )
}

const claimedWith = (tx: Tx, { runner, token }: ClaimRequest): Promise<RunRow | undefined> =>
  tx
    .selectFrom('attempts')
    .innerJoin('runs', (join) =>
      join.onRef('runs.id', '=', 'attempts.run').onRef('runs.attempt', '=', 'attempts.attempt'),
    )
    .selectAll('runs')
    .where('attempts.runner', '=', runner)
    .where('attempts.token', '=', token)
    .where('runs.status', '=', running)
    .executeTakeFirst()

/** Whether `claimRun` would find one; reading does not take the write lock. */
export async function hasNextRun(db: Database, runner: string, now: number): Promise<boolean> {
  const { rows } = await sql<{ id: string | null }>`select ${nextRun({ runner, now })} as id`.execute(db.read)
  return rows[0]?.id != null
}

/**
 * Per task below its limit its first queued run; of these the first. Each step reads an index, never the queue.
 * Where runs replace each other, none starts before those that it replaces are gone.
 */
const nextRun = ({ runner, now }: { runner: string; now: number }) => sql<string>`(
  select first.id from (
    select (
      select id from runs where task = t.name and status = 'queued' and available_at <= ${now}
      order by priority desc, available_at, id limit 1) as id
    from tasks t
    join runner_tasks mine on mine.task = t.name and mine.runner = ${runner}
    join runners me on me.id = mine.runner and me.ended_at is null and me.stopping_at is null
    where t.removed_at is null and t.problem is null
      and (select count(*) from runs where task = t.name and status = 'running') < t.concurrency
      and (t.when_busy <> 'replace' or not exists (
        select 1 from runs where task = t.name and status = 'running' and cancel_requested_at is not null))
  ) candidate join runs first on first.id = candidate.id
  order by first.priority desc, first.available_at, first.id limit 1)`

async function insertAttempt(tx: Tx, run: RunRow, claim: ClaimRequest) {
  await tx
    .insertInto('attempts')
    .values({
      run: run.id,
      attempt: run.attempt,
      runner: claim.runner,
      token: claim.token,
      started_at: claim.now,
      ended_at: null,
      status: 'running',
      exit_code: null,
      signal: null,
      error: null,
      dropped_bytes: 0,
      peak_memory: null,
    })
    .execute()
}

/** When the next queued run becomes due, or null. */
export async function nextDue(db: Database, now: number): Promise<number | null> {
  const row = await db.read
    .selectFrom('runs')
    .select((eb) => eb.fn.min('available_at').as('at'))
    .where('status', '=', queued)
    .where('available_at', '>', now)
    .executeTakeFirst()
  return row?.at ?? null
}

/** How an attempt ended. `event` decides the run's status; a requeued run waits until `availableAt`. */
export type Ending = {
  event: Exclude<RunEvent, 'start'>
  attemptStatus: 'succeeded' | 'failed' | 'timed_out' | 'canceled' | 'interrupted'
  output: string | null
  error: { code: string; message: string } | null
  exitCode: number | null
  signal: string | null
  availableAt: number | null
  /** Bytes; absent or null where nobody has measured them. */
  peakMemory?: number | null
  now: number
}

/**
 * Writes the end of an attempt, once its processes are gone. False when the run is no longer this attempt's to end:
 * a cancel was asked meanwhile (only `cancel` ends it then), or another runner took it over.
 */
export function settle(db: Database, claim: Claim, ending: Ending): Promise<boolean> {
  return db.write((tx) => settleIn(tx, claim, ending), { durable: true, failpoint: 'end' })
}

export async function settleIn(tx: Tx, claim: Claim, ending: Ending): Promise<boolean> {
  const status = transitions[ending.event].to
  let update = tx
    .updateTable('runs')
    .set({
      status,
      output: ending.output,
      error: ending.error && JSON.stringify(ending.error),
      ...(status === 'queued'
        ? { available_at: ending.availableAt ?? ending.now }
        : { finished_at: ending.now }),
    })
    .where(heldBy(claim))
  if (ending.event !== 'cancel') update = update.where('cancel_requested_at', 'is', null)
  const run = await update.returning(['task', 'started_at']).executeTakeFirst()
  if (!run) return false
  await endAttempt(tx, claim, ending)
  if (status !== 'queued') {
    await countEnd(tx, { task: run.task, status, ms: ending.now - (run.started_at ?? ending.now) })
  }
  return true
}

async function endAttempt(tx: Tx, claim: Claim, ending: Ending) {
  await tx
    .updateTable('attempts')
    .set({
      ended_at: ending.now,
      status: ending.attemptStatus,
      exit_code: ending.exitCode,
      signal: ending.signal,
      peak_memory: ending.peakMemory ?? null,
      error: ending.error && JSON.stringify(ending.error),
    })
    .where('run', '=', claim.run)
    .where('attempt', '=', claim.attempt)
    .execute()
}

/** What executes anywhere. */
export const runningAttempts = (db: Database) =>
  db.read.selectFrom('runs').select(['id as run', 'attempt']).where('status', '=', running).execute()
