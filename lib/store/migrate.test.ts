import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrations } from './migrations.ts'
import { applicationId, openSqlite } from './sqlite.ts'

const timeout = 60_000

let data: string
let file: string

beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'runboard-migrate-'))
  file = path.join(data, 'runboard.db')
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

/** Another process that opens the store and closes it; with `killBefore` it dies before the statement that begins so. */
async function openElsewhere(killBefore?: string) {
  const program = `
    import BetterSqlite3 from 'better-sqlite3'
    import { openSqlite } from ${JSON.stringify(new URL('./sqlite.ts', import.meta.url).href)}
    const { prepare } = BetterSqlite3.prototype
    BetterSqlite3.prototype.prepare = function (text) {
      if (${JSON.stringify(killBefore ?? null)} !== null && text.startsWith(${JSON.stringify(killBefore ?? '')})) {
        process.kill(process.pid, 'SIGKILL')
      }
      return prepare.call(this, text)
    }
    await (await openSqlite(${JSON.stringify(data)})).close()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code, signal] = await once(child, 'exit')
  return signal ?? code
}

function query(text: string): unknown[] {
  const raw = new BetterSqlite3(file)
  try {
    return raw.prepare(text).pluck().all()
  } finally {
    raw.close()
  }
}

test('of many processes that start at once each finds the store ready, migrated once', {
  timeout,
}, async () => {
  const ends = await Promise.all(Array.from({ length: 4 }, () => openElsewhere()))
  expect(ends).toEqual([0, 0, 0, 0])
  expect(query('select name from kysely_migration')).toEqual(Object.keys(migrations))
  expect(query('pragma integrity_check')).toEqual(['ok'])
})

test('a second process waits for the migration of the first one', { timeout }, async () => {
  await (await openSqlite(data)).close()
  const first = new BetterSqlite3(file)
  first.exec('BEGIN IMMEDIATE')
  const second = openElsewhere()
  await sleep(500)
  first.exec('COMMIT')
  first.close()
  expect(await second).toBe(0)
})

test.each([
  'create table tasks',
  'create table log_chunks',
  'create index keys_by_run',
  'insert into "kysely_migration"',
  'commit',
])(
  'killed before "%s", a migration leaves nothing behind, and the next start begins anew',
  { timeout },
  async (statement) => {
    expect(await openElsewhere(statement)).toBe('SIGKILL')
    expect(query('select name from sqlite_master')).toEqual([])
    await (await openSqlite(data)).close()
    expect(query('select name from kysely_migration')).toEqual(Object.keys(migrations))
  },
)

test('the logs of an older store are counted', async () => {
  await openOlder()
  const db = await openSqlite(data)
  const runs = await db.read.selectFrom('runs').select(['id', 'log_bytes']).orderBy('id').execute()
  await db.close()
  expect(runs).toEqual([
    { id: 'run_1', log_bytes: 30 },
    { id: 'run_2', log_bytes: 0 },
  ])
})

test('the idempotency keys of an older store stay', async () => {
  await openOlder()
  const db = await openSqlite(data)
  const keys = await db.read.selectFrom('idempotency_keys').selectAll().execute()
  await db.close()
  expect(keys).toEqual([{ key: 'key', hash: 'hash', run: 'run_2', created_at: 7 }])
})

/** A store as the first version left it, with two runs: one with a log of 30 bytes, one with a key. */
async function openOlder() {
  const raw = new BetterSqlite3(file)
  raw.pragma(`application_id = ${applicationId}`)
  const db = new Kysely({ dialect: new SqliteDialect({ database: raw }) })
  const provider = { getMigrations: async () => ({ '001-runs': migrations['001-runs'] as Migration }) }
  await new Migrator({ db, provider }).migrateToLatest()
  raw.exec(`
    insert into tasks values ('report', '{}', '{}', 1, null, '1', 0, null);
    insert into runs (id, task, status, input, "trigger", priority, created_at, available_at, finished_at, attempt, max_attempts)
      values ('run_1', 'report', 'failed', '{}', 'api', 0, 0, 0, 0, 1, 1), ('run_2', 'report', 'canceled', '{}', 'api', 0, 0, 0, 0, 0, 1);
    insert into log_chunks values ('run_1', 1, 1, 1, 10, '[]'), ('run_1', 2, 2, 1, 20, '[]');
    insert into idempotency_keys values ('key', 'hash', 'run_2', 7)`)
  await db.destroy()
}
