/** The processes that take queued runs. A heartbeat keeps one alive; without it any other may take over. */
import { iso } from '../clock.ts'
import type { Runner } from '../resources.ts'
import type { Database } from './database.ts'
import { running } from './literals.ts'
import type { RunnerRow } from './schema.ts'

export const heartbeatMs = 5_000
/** A runner whose last heartbeat is older counts as dead. */
export const leaseMs = 15_000

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
      await tx.insertInto('runners').values(row).execute()
    },
    { durable: true },
  )
}

export function beat(db: Database, runner: string, now: number): Promise<void> {
  return db.write(async (tx) => {
    await tx.updateTable('runners').set({ heartbeat_at: now }).where('id', '=', runner).execute()
  })
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
      await tx.updateTable('runners').set({ ended_at: now }).where('id', '=', runner).execute()
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
