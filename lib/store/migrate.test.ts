import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrations } from './migrations.ts'
import { openSqlite } from './sqlite.ts'

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
