/** What a PostgreSQL store says, read past the engine: a connection of its own, and a trigger. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { History } from './history.ts'

type FromStore = Omit<History, 'accepted' | 'starts' | 'samples' | 'leftovers'>

/** A new, empty database on a server. Returns its address. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const url = new URL(serverUrl)
  url.pathname = `chaos_${randomBytes(6).toString('hex')}`
  await query(serverUrl, `create database ${url.pathname.slice(1)}`)
  return url.href
}

/** From now on every change of a run's status is recorded. The schema must exist. */
export const recordChanges = (url: string) =>
  query(
    url,
    `set search_path = runboard;
    create table chaos_changes (number bigserial, run text, "from" text, "to" text);
    create function chaos_record() returns trigger language plpgsql as $$
      begin insert into runboard.chaos_changes (run, "from", "to") values (new.id, old.status, new.status); return new; end $$;
    create trigger chaos_record after update of status on runs for each row execute function chaos_record()`,
  )

export async function readEvidence(url: string): Promise<FromStore> {
  const tasks = await query<{ name: string; concurrency: number }>(
    url,
    'select name, concurrency from runboard.tasks',
  )
  return {
    runs: await query(
      url,
      'select id, task, status, max_attempts as "maxAttempts" from runboard.runs order by id',
    ),
    changes: await query(url, 'select run, "from", "to" from runboard.chaos_changes order by number'),
    limits: Object.fromEntries(tasks.map(({ name, concurrency }) => [name, concurrency])),
    integrity: 'ok', // the server watches over its files
    orphanChunks: (
      await query(
        url,
        'select 1 from runboard.log_chunks where run not in (select id from runboard.runs) limit 10',
      )
    ).length,
  }
}

/** Marks in the environment of what attempts have started. */
export const attemptTokens = async (url: string): Promise<string[]> =>
  (await query<{ token: string }>(url, 'select token from runboard.attempts')).map(({ token }) => token)

/** The same, and those of the task processes themselves. */
export async function tokens(url: string): Promise<string[]> {
  const runners = await query<{ token: string }>(url, 'select token from runboard.runners')
  return [...runners.map(({ token }) => token), ...(await attemptTokens(url))]
}

export async function query<Row>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query(text)
    return rows as Row[]
  } finally {
    await client.end().catch(() => {})
  }
}
