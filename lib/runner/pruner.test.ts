import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedHistory } from '../../bench/history.ts'
import { systemClock } from '../clock.ts'
import type { Database } from '../store/database.ts'
import { openSqlite } from '../store/sqlite.ts'
import { Pruner } from './pruner.ts'

const seeded = 500
const times = { firstMs: 1, everyMs: 1, pauseMs: 0 }
const none = { days: 1, runs: 1, logBytes: 0, fileBytes: 1024 ** 3 }

let folder: string
let data: string
let db: Database
let stopping: AbortController

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'runboard-pruner-'))
  data = path.join(folder, 'data')
  await seedHistory(data, seeded, Date.now() - 10 * 24 * 3_600_000)
  db = await openSqlite(data)
  stopping = new AbortController()
})

afterEach(async () => {
  stopping.abort()
  await db.close()
  rmSync(folder, { recursive: true })
})

const pruner = (database: Partial<Database> = {}) =>
  new Pruner({ db: { ...db, ...database }, retention: none, clock: systemClock }, times)

async function count(): Promise<number> {
  return (await db.read.selectFrom('runs').select('id').execute()).length
}

async function untilEmpty() {
  while ((await count()) > 0) await sleep(5)
}

test('it goes on from time to time until it is stopped', async () => {
  const running = pruner().run(stopping.signal, () => {})
  await untilEmpty()
  stopping.abort()
  await running
})

test('a round that fails is told, and the next one does what it left', async () => {
  const told: unknown[] = []
  let writes = 0
  const failsTwice: Database['write'] = (operation) =>
    ++writes <= 2 ? Promise.reject(new Error(`away ${writes}`)) : db.write(operation)
  const running = pruner({ write: failsTwice }).run(stopping.signal, (error) => told.push(error))
  await untilEmpty()
  stopping.abort()
  await running
  expect(told).toEqual([new Error('away 1'), new Error('away 2')])
})

test('a stop waits for the write that is under way, and begins no other', async () => {
  let writes = 0
  const stopsMeanwhile: Database['write'] = (operation) => {
    writes++
    stopping.abort()
    return db.write(operation)
  }
  await pruner({ write: stopsMeanwhile }).run(stopping.signal, () => {})
  expect(writes).toBe(1)
  expect(await count()).toBe(seeded - 50)
})

test('a runner prunes soon after its start', async () => {
  mkdirSync(path.join(folder, 'tasks'))
  const settings = {
    RUNBOARD_DATA: data,
    RUNBOARD_TASKS: path.join(folder, 'tasks'),
    RUNBOARD_RETENTION_DAYS: '1',
  }
  const runner = spawn(process.execPath, ['lib/runner/main.ts'], {
    env: { ...process.env, ...settings },
    stdio: 'ignore',
  })
  await untilEmpty()
  runner.kill()
  expect(await once(runner, 'exit')).toEqual([0, null])
})
