/**
 * Deleting half of a long history while others read and write: `node_modules/.bin/node bench/prune.ts FOLDER`, a folder
 * that bench/seed.ts made, and that this changes. A thread reads as the web does, with a store of its own.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { systemClock } from '../lib/clock.ts'
import { Pruner } from '../lib/runner/pruner.ts'
import type { Database } from '../lib/store/database.ts'
import { listRuns } from '../lib/store/runs.ts'
import { openSqlite } from '../lib/store/sqlite.ts'
import { percentiles, report, timed } from './figures.ts'

if (isMainThread) await prune(process.argv[2])
else await read(workerData)

async function prune(folder = '') {
  const db = await openSqlite(folder)
  const runs = await count(db)
  const days = Number(process.argv[3] ?? 40)
  const writes: number[] = []
  const timing: Database = {
    ...db,
    async write(operation, options) {
      const before = performance.now()
      const result = await db.write(operation, options)
      writes.push(performance.now() - before)
      return result
    },
  }
  const reader = new Worker(new URL(import.meta.url), { workerData: folder })
  await new Promise((resolve) => reader.once('online', resolve))
  const done = new AbortController()
  const others = writeMeanwhile(db, done.signal)
  const before = performance.now()
  const retention = { days, runs: 1e8, logBytes: 1e12, fileBytes: 1024 ** 3 }
  await new Pruner({ db: timing, retention, clock: systemClock }).round(done.signal)
  const seconds = Math.round((performance.now() - before) / 1000)
  done.abort()
  const reads = new Promise<number[]>((resolve) => reader.once('message', resolve))
  reader.postMessage('stop')
  report(`${runs - (await count(db))} of ${runs} runs deleted in ${seconds} s (ms)`, {
    'a write of the pruner': percentiles(writes),
    'a durable write meanwhile': percentiles(await others),
    'a list meanwhile': percentiles(await reads),
  })
  const long = writes.filter((ms) => ms > 50).length
  console.log(`${long} of ${writes.length} writes of the pruner took more than 50 ms`)
  await db.close()
}

async function count(db: Database): Promise<number> {
  const { runs } = await db.read
    .selectFrom('runs')
    .select((eb) => eb.fn.countAll<number>().as('runs'))
    .executeTakeFirstOrThrow()
  return runs
}

async function writeMeanwhile(db: Database, signal: AbortSignal): Promise<number[]> {
  const times: number[] = []
  const write = () =>
    db.write((tx) => tx.updateTable('runners').set({ heartbeat_at: Date.now() }).execute(), { durable: true })
  while (!signal.aborted) {
    times.push(...(await timed(1, write)))
    await sleep(10)
  }
  return times
}

async function read(folder: string) {
  const db = await openSqlite(folder)
  const times: number[] = []
  let isOver = false
  parentPort?.once('message', () => (isOver = true))
  while (!isOver) {
    times.push(...(await timed(1, () => listRuns(db, { status: ['failed'], limit: 50 }, Date.now()))))
    await sleep(5)
  }
  await db.close()
  parentPort?.postMessage(times)
}
