import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSqlite } from './sqlite.ts'
import { listTasks } from './tasks.ts'

let data: string
let file: string

beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'runboard-sqlite-'))
  file = path.join(data, 'runboard.db')
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

/** Makes a store and changes its file as no version of ours has. */
async function tampered(change: (raw: BetterSqlite3.Database) => void) {
  await (await openSqlite(data)).close()
  const raw = new BetterSqlite3(file)
  change(raw)
  raw.close()
}

/** Opening must fail with these words in one line, and leave the file as it was. */
async function expectRefusal(words: RegExp) {
  const before = readFileSync(file)
  const error = await openSqlite(data).then(
    () => null,
    (error) => error,
  )
  expect(error).toMatchObject({ name: 'AppError', code: 'unavailable', message: words })
  expect(error.message).not.toContain('\n')
  expect(readFileSync(file).equals(before)).toBe(true)
}

describe('opening a store', () => {
  test('a folder that is missing is made, and a second start finds what the first one wrote', async () => {
    data = path.join(data, 'not', 'there')
    const first = await openSqlite(data)
    await first.write((tx) => sql`update runners set name = name`.execute(tx))
    await first.close()
    expect(readdirSync(data)).toEqual(['runboard.db'])
    const second = await openSqlite(data)
    expect(await listTasks(second)).toEqual([])
    await second.close()
    rmSync(data, { recursive: true })
  })

  test('SQLite is new enough to be free of the WAL-reset fault', async () => {
    const version = new BetterSqlite3(':memory:').prepare('select sqlite_version()').pluck().get()
    const [major = 0, minor = 0, patch = 0] = String(version).split('.').map(Number)
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(3_051_003)
  })

  test('a start that was cut short before its first write is no obstacle', async () => {
    writeFileSync(file, '')
    await (await openSqlite(data)).close()
  })
})

describe('a file that is not ours to open is refused and stays as it is', () => {
  test('one that is no database', async () => {
    writeFileSync(file, 'Dear diary, today I ran a heavy task.')
    await expectRefusal(/is damaged or not a database\. Restore it from a backup/)
  })

  test('one whose first page is damaged', async () => {
    await tampered(() => {})
    const bytes = readFileSync(file)
    bytes.fill(0xff, 100, 4096)
    writeFileSync(file, bytes)
    await expectRefusal(/is damaged or not a database/)
  })

  test('one of another program', async () => {
    const foreign = new BetterSqlite3(file)
    foreign.exec('create table songs (title text)')
    foreign.close()
    await expectRefusal(/belongs to another program\. Name another data folder in RUNBOARD_DATA/)
    expect(readdirSync(data)).toEqual(['runboard.db'])
  })

  test('one that another program has open and has only begun to write', async () => {
    const foreign = new BetterSqlite3(file)
    foreign.pragma('journal_mode = WAL')
    foreign.exec('create table songs (title text)')
    await expectRefusal(/belongs to another program/)
    expect(foreign.prepare('select count(*) from songs').pluck().get()).toBe(0)
    foreign.close()
  })

  test('one of a newer Runboard', async () => {
    await tampered((raw) => raw.exec("insert into kysely_migration values ('999-later', '2040-01-01')"))
    await expectRefusal(/written by a newer Runboard \(it knows "999-later"\)\. Start that version/)
  })

  test('a folder in its place', async () => {
    mkdirSync(file)
    await expect(openSqlite(data)).rejects.toMatchObject({
      code: 'unavailable',
      message: /cannot be written/,
    })
  })

  test('a file in place of the folder', async () => {
    writeFileSync(path.join(data, 'file'), '')
    const opening = openSqlite(path.join(data, 'file'))
    await expect(opening).rejects.toMatchObject({
      code: 'unavailable',
      message: /name another one in RUNBOARD_DATA/,
    })
  })
})

describe('a store that may not be written is refused and stays as it is', () => {
  /** Root may write everywhere, so that it must be somebody else for a while. */
  async function asNobody(work: () => Promise<void>) {
    const isRoot = process.geteuid?.() === 0
    if (isRoot) process.seteuid?.(65_534)
    try {
      await work()
    } finally {
      if (isRoot) process.seteuid?.(0)
      chmodSync(data, 0o755)
    }
  }

  test('a read-only folder without a store', async () => {
    chmodSync(data, 0o555)
    await asNobody(async () => {
      const opening = openSqlite(data)
      await expect(opening).rejects.toMatchObject({
        code: 'unavailable',
        message: /cannot be written .*EACCES/,
      })
    })
    expect(readdirSync(data)).toEqual([])
  })

  test('a read-only file', async () => {
    await tampered(() => {})
    chmodSync(file, 0o444)
    chmodSync(data, 0o777)
    await asNobody(() => expectRefusal(/cannot be written/))
  })

  test('a file that may be written, in a folder that may not', async () => {
    await tampered(() => {})
    chmodSync(file, 0o666)
    chmodSync(data, 0o555)
    await asNobody(() => expectRefusal(/cannot be written\. Make it and its folder writable\./))
    expect(readdirSync(data)).toEqual(['runboard.db'])
  })
})

describe('many connections', () => {
  test('a commit of any connection is told to all that listen, until they no longer want it', async () => {
    const [one, two] = [await openSqlite(data), await openSqlite(data)]
    const told = { one: 0, two: 0 }
    one.onChange(() => told.one++)
    const stop = two.onChange(() => told.two++)
    await one.write((tx) => sql`create table a (x)`.execute(tx))
    expect(told.one).toBeGreaterThan(0)
    while (told.two === 0) await sleep(1)
    stop()
    const before = { ...told }
    await two.write((tx) => sql`create table b (x)`.execute(tx))
    while (told.one === before.one) await sleep(1)
    expect(told.two).toBe(before.two)
    await Promise.all([one.close(), two.close()])
  })

  test('reads go on while another program holds the write lock, and writes wait for it', async () => {
    const db = await openSqlite(data)
    const other = new BetterSqlite3(file)
    other.exec('BEGIN IMMEDIATE')
    let isWritten = false
    const writing = db
      .write((tx) => sql`create table a (x)`.execute(tx))
      .then(() => {
        isWritten = true
      })
    for (let i = 0; i < 20; i++, await sleep(1)) expect(await listTasks(db)).toEqual([])
    expect(isWritten).toBe(false)
    other.close()
    await writing
    await db.close()
  })

  test('closing waits for what was asked for', async () => {
    const db = await openSqlite(data)
    const writing = db.write((tx) => sql`create table a (x)`.execute(tx))
    await db.close()
    await expect(writing).resolves.toBeDefined()
  })

  test('the WAL stays small, also after a reader that held it up', { timeout: 60_000 }, async () => {
    const db = await openSqlite(data)
    await db.write((tx) => sql`create table a (x)`.execute(tx))
    const fill = (megabytes: number) =>
      db.write((tx) => sql`insert into a values (zeroblob(${megabytes * 1024 ** 2}))`.execute(tx))
    const walMegabytes = () => statSync(`${file}-wal`).size / 1024 ** 2
    for (let i = 0; i < 20; i++) await fill(1)
    expect(walMegabytes()).toBeLessThan(16)
    const reader = new BetterSqlite3(file)
    reader.exec('BEGIN; SELECT * FROM a')
    for (let i = 0; i < 20; i++) await fill(4)
    expect(walMegabytes()).toBeGreaterThan(64)
    reader.close()
    for (let i = 0; i < 3; i++) await fill(0)
    expect(walMegabytes()).toBeLessThanOrEqual(64)
    await db.close()
  })
})
