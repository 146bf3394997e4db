/** What the store of an installation says, read past the engine: a connection of its own, and a trigger. */
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import type { History } from './history.ts'

type FromStore = Omit<History, 'accepted' | 'starts' | 'samples' | 'leftovers'>

/** From now on every change of a run's status is recorded. The schema must exist. */
export function recordChanges(data: string) {
  using store = open(data)
  store.db.exec(`
    create table if not exists chaos_changes (run text, "from" text, "to" text);
    create trigger if not exists chaos_record after update of status on runs
    begin insert into chaos_changes values (new.id, old.status, new.status); end`)
}

export function readEvidence(data: string): FromStore {
  using store = open(data)
  const all = <T>(text: string) => store.db.prepare(text).all() as T[]
  const tasks = all<{ name: string; concurrency: number }>('select name, concurrency from tasks')
  return {
    runs: all('select id, task, status, max_attempts as maxAttempts from runs order by id'),
    changes: all('select run, "from", "to" from chaos_changes order by rowid'),
    limits: Object.fromEntries(tasks.map(({ name, concurrency }) => [name, concurrency])),
    integrity: store.db.pragma('integrity_check', { simple: true }) as string,
    orphanChunks: all('select 1 from log_chunks where run not in (select id from runs)').length,
  }
}

/** Runners that have not said good-bye, the newest last. */
export function openRunners(data: string): Runner[] {
  using store = open(data)
  const query =
    'select id, pid, loaded_at as loadedAt from runners where ended_at is null order by started_at'
  return store.db.prepare(query).all() as Runner[]
}

type Runner = { id: string; pid: number; loadedAt: number | null }

/** Marks in the environment of what attempts have started: of one run, or of all. */
export function attemptTokens(data: string, run?: string): string[] {
  using store = open(data)
  const query = `select token from attempts where run = coalesce(?, run)`
  return store.db
    .prepare(query)
    .pluck()
    .all(run ?? null) as string[]
}

/** Marks of the task processes themselves. */
export function runnerTokens(data: string): string[] {
  using store = open(data)
  return store.db.prepare('select token from runners').pluck().all() as string[]
}

function open(data: string) {
  const db = new BetterSqlite3(path.join(data, 'runboard.db'), { timeout: 5_000 })
  return { db, [Symbol.dispose]: () => db.close() }
}
