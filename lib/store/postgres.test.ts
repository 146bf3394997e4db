import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import type { Policy } from '../policy.ts'
import { acceptRun, type NewRun } from './accept.ts'
import { createDatabase } from './contract/databases.ts'
import { StoreInTest } from './contract/store-in-test.ts'
import type { Database } from './database.ts'
import { openPostgres } from './postgres.ts'
import { listTasks } from './tasks.ts'
import { claimRun } from './transition.ts'

let url: string
let opened: Database[]

beforeEach(async () => {
  url = await createDatabase()
  opened = []
})
afterEach(() => Promise.all(opened.map((db) => db.close())))

/** The store as another process has it open. */
async function open(): Promise<Database> {
  const db = await openPostgres(url)
  opened.push(db)
  return db
}

async function query(text: string, connectionString = url) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  return rows
}

const terminateAll = () =>
  query(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'runboard' and datname = current_database()`)

const addFact = (name: string) => (tx: Database['read']) =>
  tx.insertInto('facts').values({ name, value: '' }).execute()
const facts = async (db: Database) =>
  (await db.read.selectFrom('facts').select('name').orderBy('name').execute()).map(({ name }) => name)

async function until(look: () => boolean | Promise<boolean>) {
  while (!(await look())) await sleep(5)
}

describe('several processes on one database', () => {
  test('a commit of any is told to all that listen, until they no longer want it', async () => {
    const [one, two] = [await open(), await open()]
    const told = { one: 0, two: 0 }
    one.onChange(() => told.one++)
    const stop = two.onChange(() => told.two++)
    await one.write(addFact('a'))
    expect(told.one).toBeGreaterThan(0)
    await until(() => told.two > 0)
    stop()
    const before = told.two
    await two.write(addFact('b'))
    await until(async () => (await facts(one)).length === 2)
    expect(told.two).toBe(before)
  })

  test('what was changed while a listener was cut off is told when it listens again', async () => {
    const [one, two] = [await open(), await open()]
    await terminateAll()
    let told = 0
    two.onChange(() => told++)
    await until(() =>
      one.write(addFact('a')).then(
        () => true,
        () => false,
      ),
    )
    await until(() => told > 0)
  })

  test('their writes take turns: what one reads, no other changes before it writes', async () => {
    const all = await Promise.all([open(), open(), open()])
    await all[0]?.write(async (tx) => {
      await tx.insertInto('facts').values({ name: 'count', value: '0' }).execute()
    })
    const count = async (tx: Database['read']) => {
      const { value } = await tx.selectFrom('facts').select('value').executeTakeFirstOrThrow()
      return Number(value)
    }
    const add = (db: Database) =>
      db.write(async (tx) => {
        const value = String((await count(tx)) + 1)
        await tx.updateTable('facts').set({ value }).execute()
      })
    await Promise.all(Array.from({ length: 60 }, (_, i) => add(all[i % 3] as Database)))
    expect(await count((all[0] as Database).read)).toBe(60)
  })

  /** A store on which several processes accept and claim runs of a task, one after the other asked and all at once. */
  async function busyStore(policy: Partial<Policy>) {
    const all = await Promise.all([open(), open()])
    const store = new StoreInTest()
    store.reset(all[0] as Database)
    await store.runner('first', { report: policy })
    const accept = (run: Partial<NewRun> = {}) =>
      Array.from({ length: 100 }, (_, i) => acceptRun(all[i % 2] as Database, store.newRun(run)))
    return { store, accept, all }
  }

  test('of a hundred starts of a task that rejects, one is accepted', async () => {
    const { accept } = await busyStore({ whenBusy: 'reject' })
    const answers = await Promise.allSettled(accept())
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const busy = answers.filter(
      (answer) => answer.status === 'rejected' && answer.reason.code === 'task_busy',
    )
    expect(busy).toHaveLength(99)
  })

  test('of a hundred starts of a task that joins, all get the same run', async () => {
    const { accept } = await busyStore({ whenBusy: 'join' })
    expect(new Set((await Promise.all(accept())).map(({ run }) => run)).size).toBe(1)
  })

  test('a hundred times the same request makes one run', async () => {
    const { accept } = await busyStore({})
    const answers = await Promise.all(accept({ idempotency: { key: 'key', hash: 'hash' } }))
    expect(new Set(answers.map(({ run }) => run)).size).toBe(1)
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
  })

  test('of many claims at once as many succeed as the task allows, each another run', async () => {
    const { store, accept, all } = await busyStore({ concurrency: 3 })
    await Promise.all(accept())
    const claim = { runner: 'first', token: 'token', now: store.now }
    const claims = await Promise.all(
      Array.from({ length: 30 }, (_, i) => claimRun(all[i % 2] as Database, claim)),
    )
    const granted = claims.filter((run) => run !== null).map(({ id }) => id)
    expect([granted.length, new Set(granted).size]).toEqual([3, 3])
  })

  test('one that stops in the middle of its turn is waited for until the server ends it', async () => {
    const db = await open()
    const stopped = new pg.Client({ connectionString: url, idle_in_transaction_session_timeout: 300 })
    stopped.on('error', () => {})
    await stopped.connect()
    await stopped.query('begin; select pg_advisory_xact_lock(1383427650, 1)')
    let isWritten = false
    const writing = db.write(addFact('patient')).then(() => {
      isWritten = true
    })
    for (let i = 0; i < 5; i++, await sleep(10)) expect(await listTasks(db)).toEqual([])
    expect(isWritten).toBe(false)
    await writing
    expect(await facts(db)).toEqual(['patient'])
  })
})

describe('one process', () => {
  test('an operation that throws undoes itself and nothing else', async () => {
    const db = await open()
    const failing = db.write(async (tx) => {
      await addFact('half')(tx)
      throw new Error('changed my mind')
    })
    const twice = db.write(async (tx) => [await addFact('half')(tx), await addFact('half')(tx)])
    const all = await Promise.allSettled([db.write(addFact('a')), failing, twice, db.write(addFact('b'))])
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(await facts(db)).toEqual(['a', 'b'])
  })

  test('what it is asked at a time shares a transaction', async () => {
    const db = await open()
    const xids = await Promise.all(
      Array.from({ length: 50 }, () =>
        db.write(async (tx) => {
          const { rows } = await sql<{ xid: string }>`select pg_current_xact_id()::text as xid`.execute(tx)
          return rows[0]?.xid
        }),
      ),
    )
    expect(new Set(xids).size).toBe(1)
  })

  test.each([
    [true, 'on'],
    [false, 'off'],
  ])('with durable %s its commit waits for the disk: %s', async (durable, expected) => {
    const db = await open()
    const { rows } = await db.write((tx) => sql`show synchronous_commit`.execute(tx), { durable })
    expect(rows).toEqual([{ synchronous_commit: expected }])
  })

  test('after its connections were ended, reads and writes say so at most once and then work', async () => {
    const db = await open()
    await Promise.all([db.write(addFact('a')), facts(db), facts(db)])
    await terminateAll()
    const says = (error: unknown) => expect(error).toMatchObject({ code: 'unavailable' })
    for (const act of [() => facts(db), () => db.write(addFact('b'))]) await act().catch(says)
    await db.write(addFact('c'))
    expect(await facts(db)).toEqual(expect.arrayContaining(['a', 'c']))
  })

  test('a transaction that is cut off leaves nothing, and is told as unavailable', async () => {
    const db = await open()
    const cut = db.write(async (tx) => {
      await addFact('half')(tx)
      await terminateAll()
      await addFact('other half')(tx)
    })
    await expect(cut).rejects.toMatchObject({ code: 'unavailable' })
    await db.write(addFact('next'))
    expect(await facts(db)).toEqual(['next'])
  })

  test('a read-only database is read, and refuses writes until it can be written again', async () => {
    const db = await open()
    const name = new URL(url).pathname.slice(1)
    await query(`alter database ${name} set default_transaction_read_only = on`)
    await terminateAll()
    await until(() =>
      facts(db).then(
        () => true,
        () => false,
      ),
    )
    await expect(db.write(addFact('a'))).rejects.toMatchObject({ code: 'unavailable', message: /read-only/ })
    await query(`alter database ${name} reset all`, inject('postgresUrl'))
    await db.write(addFact('b'))
    expect(await facts(db)).toEqual(['b'])
  })

  test('an ordinary user is enough, and too few connections are told as unavailable', async () => {
    const name = new URL(url).pathname.slice(1)
    await query(`create role ${name} login password 'own'; alter database ${name} owner to ${name}`)
    const address = new URL(url)
    Object.assign(address, { username: name, password: 'own' })
    const db = await openPostgres(address.href)
    opened.push(db)
    await db.write(addFact('a'))
    await query(`alter database ${name} connection limit 1`)
    const reads = await Promise.allSettled(Array.from({ length: 5 }, () => facts(db)))
    expect(reads).toContainEqual({ status: 'fulfilled', value: ['a'] })
    expect(reads).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({
        code: 'unavailable',
        message: expect.stringContaining('no connection left'),
      }),
    })
    await query(`alter database ${name} connection limit -1`)
    expect(await Promise.all(Array.from({ length: 5 }, () => facts(db)))).toHaveLength(5)
  })

  test('text with a NUL is kept, with another character in its place', async () => {
    const db = await open()
    await db.write(addFact('a\0b'))
    expect(await facts(db)).toEqual(['a\ufffdb'])
  })

  test('its clock is that of the database', async () => {
    const db = await open()
    const time = await db.clock.sync()
    expect(Math.abs(db.clock.now() - time)).toBeLessThan(1_000)
  })

  test('closing waits for what was asked for', async () => {
    const db = await openPostgres(url)
    const writing = db.write(addFact('a'))
    await db.close()
    await expect(writing).resolves.toBeDefined()
  })
})
