import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Tx } from './schema.ts'
import { SqliteTransactions } from './sqlite-transactions.ts'
import { Writer } from './writer.ts'

let folder: string
let raw: BetterSqlite3.Database
/** A connection as another program has one. */
let other: BetterSqlite3.Database
let writer: Writer
let commits: number

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runboard-writer-'))
  const file = path.join(folder, 'test.db')
  raw = new BetterSqlite3(file, { timeout: 0 })
  raw.pragma('journal_mode = WAL')
  raw.exec('create table notes (text text not null unique, parent text references notes (text))')
  other = new BetterSqlite3(file, { timeout: 0 })
  commits = 0
  const tx = new Kysely({ dialect: new SqliteDialect({ database: raw }) }) as Tx
  writer = new Writer(new SqliteTransactions(raw, tx), () => commits++)
})

afterEach(async () => {
  vi.restoreAllMocks()
  await writer.idle()
  other.close()
  raw.close()
  rmSync(folder, { recursive: true })
})

const insert = (text: string) => async (tx: Tx) => {
  await sql`insert into notes (text) values (${text})`.execute(tx)
  return text
}
const write = (text: string) => writer.write(insert(text), true)
/** What another program sees, which is what is committed. */
const seen = () => other.prepare('select text from notes order by rowid').pluck().all()

describe('group commit', () => {
  test('what is asked for while a transaction runs shares the next one', async () => {
    const texts = Array.from({ length: 150 }, (_, i) => `note ${i}`)
    expect(await Promise.all(texts.map(write))).toEqual(texts)
    expect(commits).toBe(1)
    expect(seen()).toEqual(texts)
  })

  test('a thousand at once take a few transactions', async () => {
    await Promise.all(Array.from({ length: 1000 }, (_, i) => write(`note ${i}`)))
    expect(commits).toBe(5)
  })

  test('a caller learns of its write only once all can see it', async () => {
    const texts = ['one', 'two', 'three']
    const views = await Promise.all(texts.map((text) => write(text).then(seen)))
    expect(views).toEqual([texts, texts, texts])
  })

  test('an operation that throws undoes itself and nothing else', async () => {
    const failing = writer.write(async (tx) => {
      await insert('half')(tx)
      throw new Error('changed my mind')
    }, true)
    const all = await Promise.allSettled([write('before'), failing, write('after')])
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(all[1]).toMatchObject({ reason: { message: 'changed my mind' } })
    expect(seen()).toEqual(['before', 'after'])
  })

  test('neither does one that breaks a rule of the schema', async () => {
    const all = await Promise.allSettled([write('once'), write('once'), write('again')])
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(seen()).toEqual(['once', 'again'])
  })

  test('when the commit itself fails, nobody is told that it was written', async () => {
    const orphan = writer.write(async (tx) => {
      await sql`pragma defer_foreign_keys = on`.execute(tx)
      await sql`insert into notes (text, parent) values ('orphan', 'nobody')`.execute(tx)
    }, true)
    const all = await Promise.allSettled([write('innocent'), orphan])
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect([seen(), commits]).toEqual([[], 0])
    await write('next')
    expect(seen()).toEqual(['next'])
  })

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'a write that follows the one before it after %i steps is never forgotten',
    async (steps) => {
      for (let round = 0; round < 5; round++) {
        await write(`round ${round}`)
        for (let step = 0; step < steps; step++) await null
      }
      expect(seen()).toHaveLength(5)
    },
  )

  test('idle waits for all that was asked for', async () => {
    void write('one')
    void write('two').then(() => write('three'))
    await writer.idle()
    expect(seen()).toEqual(['one', 'two', 'three'])
  })
})

describe('trouble', () => {
  test('another program with the lock is waited for, while everything else goes on', async () => {
    other.exec('BEGIN IMMEDIATE')
    const writing = write('patient')
    await sleep(30)
    expect(seen()).toEqual([])
    other.exec('ROLLBACK')
    expect(await writing).toBe('patient')
  })

  test('a program that does not let go of the lock makes the store unavailable, and later writes work', async () => {
    other.exec('BEGIN IMMEDIATE')
    vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValue(60_000)
    await expect(write('too late')).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The store cannot be written right now: another program holds its lock.',
    })
    vi.restoreAllMocks()
    other.exec('ROLLBACK')
    await write('later')
    expect(seen()).toEqual(['later'])
  })

  test('a full disk refuses all that shared the transaction, and writes work again once there is space', async () => {
    raw.pragma('max_page_count = 10')
    const large = 'x'.repeat(100_000)
    const all = await Promise.allSettled([write('small'), write(large)])
    const refusal = {
      code: 'unavailable',
      message: 'The store cannot be written right now: the disk is full.',
    }
    expect(all).toMatchObject([{ reason: refusal }, { reason: refusal }])
    expect(seen()).toEqual([])
    raw.pragma('max_page_count = 1000')
    await Promise.all([write('small'), write(large)])
    expect(seen()).toEqual(['small', large])
  })

  test('a read-only store says so', async () => {
    raw.pragma('query_only = on')
    await expect(write('never')).rejects.toMatchObject({ code: 'unavailable', message: /read-only/ })
  })
})
