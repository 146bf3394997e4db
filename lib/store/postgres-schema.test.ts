import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeEach, describe, expect, inject, test } from 'vitest'
import { createDatabase } from './contract/databases.ts'
import { migrations } from './migrations.ts'
import { openPostgres } from './postgres.ts'

let url: string
beforeEach(async () => {
  url = await createDatabase()
})

async function query(text: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  return rows
}

/** Another process that opens the store and closes it; with `killBefore` it dies before the statement that begins so. */
async function openElsewhere(killBefore = '\0') {
  const program = `
    import pg from 'pg'
    import { openPostgres } from ${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)}
    const { query } = pg.Client.prototype
    pg.Client.prototype.query = function (text, ...more) {
      if (String(text).startsWith(${JSON.stringify(killBefore)})) process.kill(process.pid, 'SIGKILL')
      return query.call(this, text, ...more)
    }
    await (await openPostgres(${JSON.stringify(url)})).close()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code, signal] = await once(child, 'exit')
  return signal ?? code
}

const refusal = (words: RegExp) =>
  expect(openPostgres(url)).rejects.toMatchObject({ code: 'unavailable', message: words })

const timeout = 60_000

test('of many processes that start at once each finds the store ready, migrated once', {
  timeout,
}, async () => {
  const ends = await Promise.all(Array.from({ length: 4 }, () => openElsewhere()))
  expect(ends).toEqual([0, 0, 0, 0])
  const done = await query('select name from runboard.kysely_migration order by name')
  expect(done.map(({ name }) => name)).toEqual(Object.keys(migrations))
})

test.each(['create table log_chunks', 'insert into "runboard"."kysely_migration"', 'alter table', 'commit'])(
  'killed before "%s", a migration leaves nothing behind, and the next start begins anew',
  { timeout },
  async (statement) => {
    expect(await openElsewhere(statement)).toBe('SIGKILL')
    expect(await query(`select 1 from pg_namespace where nspname = 'runboard'`)).toEqual([])
    await (await openPostgres(url)).close()
    expect(await query('select name from runboard.kysely_migration')).toHaveLength(
      Object.keys(migrations).length,
    )
  },
)

test('ids and names are in the order of their bytes, whatever the language of the database', async () => {
  const name = `${new URL(url).pathname.slice(1)}_en`
  await query(`create database ${name} template template0 locale_provider icu icu_locale 'en-US' locale 'C'`)
  const english = new URL(url)
  english.pathname = name
  url = english.href
  expect(await query(`select 'a' < 'B' as mixed`)).toEqual([{ mixed: true }])
  const db = await openPostgres(url)
  await sql`insert into facts values ('a', ''), ('B', ''), ('_', '')`.execute(db.read)
  const { rows } = await sql`select name from facts order by name`.execute(db.read)
  await db.close()
  expect(rows).toEqual([{ name: 'B' }, { name: '_' }, { name: 'a' }])
})

describe('what is refused, and left as it is', () => {
  test('a store of a newer version', async () => {
    await (await openPostgres(url)).close()
    await query(`insert into runboard.kysely_migration values ('999-later', 'now')`)
    await refusal(/was written by a newer Runboard \(it knows "999-later"\)\. Start that version/)
  })

  test('a schema of another program', async () => {
    await query('create schema runboard; create table runboard.theirs ()')
    await refusal(/The schema runboard of the database belongs to another program; it was not touched\./)
    expect(await query(`select tablename from pg_tables where schemaname = 'runboard'`)).toEqual([
      { tablename: 'theirs' },
    ])
  })

  test('a user who may make no schema, until the owner has made it', async () => {
    const name = new URL(url).pathname.slice(1)
    await query(`create role ${name} login password 'own'`)
    url = Object.assign(new URL(url), { username: name, password: 'own' }).href
    await refusal(
      /may make no schema in the database\. Let its owner do so: CREATE SCHEMA runboard AUTHORIZATION/,
    )
    url = Object.assign(new URL(inject('postgresUrl')), { pathname: name }).href
    await query(`create schema runboard authorization ${name}`)
    url = Object.assign(new URL(url), { username: name, password: 'own' }).href
    await (await openPostgres(url)).close()
  })

  test('another encoding', async () => {
    const name = `${new URL(url).pathname.slice(1)}_latin`
    await query(`create database ${name} template template0 encoding 'LATIN1' locale 'C'`)
    url = url.replace(/[^/]+$/, name)
    await refusal(/The database has the encoding LATIN1, and ours must have UTF8\. Name another one/)
  })

  test.each<[string, (address: URL) => void, RegExp]>([
    ['a wrong password', (address) => (address.password = 'wrong'), /does not let us in/],
    ['a database that is not there', (address) => (address.pathname = 'nowhere'), /no such database/],
  ])('%s, at once and without repeating it', async (_, spoil, words) => {
    const address = new URL(url)
    spoil(address)
    url = address.href
    await refusal(words)
  })
})

test('other schemas of the database stay as they are', async () => {
  await query('create table public.runs (theirs text)')
  await (await openPostgres(url)).close()
  expect(await query('select * from public.runs')).toEqual([])
  expect(await query(`select tablename from pg_tables where schemaname = 'public'`)).toEqual([
    { tablename: 'runs' },
  ])
})
