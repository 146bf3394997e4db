import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDatabase } from '../lib/store/contract/databases.ts'
import { StoreInTest } from '../lib/store/contract/store-in-test.ts'
import { bytesOf } from '../lib/store/files.ts'
import { takeLock } from '../lib/store/lock.ts'
import { readLog } from '../lib/store/log.ts'
import { openPostgres } from '../lib/store/postgres.ts'
import { keepRunFile, listRunFiles } from '../lib/store/run-files.ts'
import { listRuns } from '../lib/store/runs.ts'
import { openSqlite } from '../lib/store/sqlite.ts'

const store = new StoreInTest()
let data: string
let url: string

beforeEach(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'runboard-move-'))
  url = await createDatabase()
})
afterEach(() => rmSync(data, { recursive: true }))

function move(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/move-store.ts', ...argv], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** A store with two runs, one of which has a log and a file. */
async function fill() {
  const db = await openSqlite(data)
  store.reset(db)
  await store.runner('first', { report: {} })
  const claim = await store.running({ idempotency: { key: 'key', hash: 'hash' } })
  await store.log(claim, 1, 'a line with a \0', 'さようなら')
  const file = { name: 'table.csv', now: store.now }
  await keepRunFile(
    db,
    claim,
    file,
    (async function* () {
      yield Buffer.alloc(3 * 1024 ** 2, 7)
    })(),
    1024 ** 3,
  )
  await store.settle(claim)
  await store.accept()
  const { data: runs } = await listRuns(db, { limit: 10 }, store.now)
  const lines = await readLog(db, claim.run, { limit: 10 })
  await db.close()
  return { run: claim.run, runs, lines }
}

test('history, logs and files are the same afterwards, and the folder stays as it is', async () => {
  const before = await fill()
  const { status, stdout, stderr } = move('--from', data, '--to', url)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/ 2 {2}runs\n/)
  expect(stdout).toContain('All of it is in PostgreSQL at 127.0.0.1:')
  expect(stdout).not.toContain('for-tests')
  const db = await openPostgres(url)
  expect((await listRuns(db, { limit: 10 }, store.now)).data).toEqual(before.runs)
  expect(await readLog(db, before.run, { limit: 10 })).toEqual(before.lines)
  const [file] = await listRunFiles(db, before.run)
  const pieces: Buffer[] = []
  for await (const piece of bytesOf(db, file?.id ?? '', 0, (file?.size ?? 0) - 1)) pieces.push(piece)
  expect(Buffer.concat(pieces)).toEqual(Buffer.alloc(3 * 1024 ** 2, 7))
  await db.close()
  const again = await openSqlite(data)
  expect((await listRuns(again, { limit: 10 }, store.now)).data).toEqual(before.runs)
  await again.close()
})

test('a database that holds anything is refused, and stays as it is', async () => {
  await fill()
  move('--from', data, '--to', url)
  expect(move('--from', data, '--to', url)).toMatchObject({
    status: 1,
    stderr: /already, and must be empty\./,
  })
  const db = await openPostgres(url)
  expect((await listRuns(db, { limit: 10 }, store.now)).data).toHaveLength(2)
  await db.close()
})

test('what is missing or in use is named', async () => {
  expect(move()).toMatchObject({ status: 1, stderr: /^Name both: / })
  expect(move('--from', data, '--to', url)).toMatchObject({
    status: 1,
    stderr: /^There is no .*runboard\.db\.\n$/,
  })
  await fill()
  const release = takeLock(data, 'runner')
  expect(move('--from', data, '--to', url)).toMatchObject({
    status: 1,
    stderr: /^A server or a runner works on /,
  })
  release?.()
})
