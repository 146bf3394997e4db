/** The processes that take queued runs. A heartbeat keeps one alive; without it any other may take over. */
import { iso } from '../clock.ts'
import type { Runner } from '../resources.ts'
import type { Database } from './database.ts'
import { running } from './literals.ts'
import type { RunnerRow } from './schema.ts'

export const heartbeatMs = 5_000
/** A runner whose last heartbeat is older counts as dead. */
export const leaseMs = 15_000
/** How much longer other machines leave it alone. */
const otherHostsMs = 5_000

export type NewRunner = Pick<RunnerRow, 'id' | 'name' | 'host' | 'pid' | 'token' | 'version' | 'slots'> & {
  now: number
}

export function registerRunner(db: Database, { now, ...runner }: NewRunner): Promise<void> {
  return db.write(
    async (tx) => {
      const row = {
        ...runner,
        started_at: now,
        heartbeat_at: now,
        loaded_at: null,
        stopping_at: null,
        ended_at: null,
      }
      // Asked again, where nobody knows whether the first time was committed.
      await tx
        .insertInto('runners')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    { durable: true },
  )
}

/** False when it was taken for dead: from then on its runs are those of others to settle. */
export function beat(db: Database, runner: string, now: number): Promise<boolean> {
  return db.write(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('runners')
      .set({ heartbeat_at: now })
      .where('id', '=', runner)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  })
}

/**
 * Ends the runners whose lease is over: from now on they claim nothing. Those of a machine are first the business of
 * other runners there, who can end their processes and find their files.
 */
export function buryRunners(
  db: Database,
  { id: self, host, now }: { id: string; host: string; now: number },
): Promise<RunnerRow[]> {
  return db.write(
    (tx) =>
      tx
        .updateTable('runners')
        .set({ ended_at: now })
        .where('ended_at', 'is', null)
        .where('id', '!=', self)
        .where((eb) =>
          eb.or([
            eb('heartbeat_at', '<=', now - leaseMs - otherHostsMs),
            eb.and([eb('host', '=', host), eb('heartbeat_at', '<=', now - leaseMs)]),
          ]),
        )
        .returningAll()
        .execute(),
    { durable: true },
  )
}

/** From now on it claims nothing. */
export function markStopping(db: Database, runner: string, now: number): Promise<void> {
  return db.write(async (tx) => {
    await tx.updateTable('runners').set({ stopping_at: now }).where('id', '=', runner).execute()
  })
}

export function markEnded(db: Database, runner: string, now: number): Promise<void> {
  return db.write(
    async (tx) => {
      await tx
        .updateTable('runners')
        .set({ ended_at: now })
        .where('id', '=', runner)
        .where('ended_at', 'is', null)
        .execute()
    },
    { durable: true },
  )
}

/** Runners that have not said good-bye, dead ones too. */
export const openRunners = (db: Database): Promise<RunnerRow[]> =>
  db.read.selectFrom('runners').selectAll().where('ended_at', 'is', null).orderBy('started_at').execute()

export async function liveRunners(db: Database, now: number): Promise<RunnerRow[]> {
  return (await openRunners(db)).filter((runner) => now - runner.heartbeat_at < leaseMs)
}

/** Whether a live runner has read its tasks folder. */
export async function hasReadTasks(db: Database, now: number): Promise<boolean> {
  return (await liveRunners(db, now)).some((runner) => runner.loaded_at !== null)
}

export async function listRunners(db: Database, now: number): Promise<Runner[]> {
  const counts = await db.read
    .selectFrom('runs')
    .select((eb) => ['runner', eb.fn.countAll<number>().as('count')])
    .where('status', '=', running)
    .groupBy('runner')
    .execute()
  return (await liveRunners(db, now)).map((runner) => ({
    id: runner.id,
    name: runner.name,
    host: runner.host,
    version: runner.version,
    slots: runner.slots,
    running: Number(counts.find((row) => row.runner === runner.id)?.count ?? 0),
    startedAt: iso(runner.started_at),
    heartbeatAt: iso(runner.heartbeat_at),
    stopping: runner.stopping_at !== null,
  }))
}
