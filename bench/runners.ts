/** Runs a second with 1, 2 and 4 runners on one PostgreSQL, and how long a run waits for its start: `node bench/runners.ts`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Mortal } from '../chaos/mortal.ts'
import { createDatabase } from '../chaos/postgres-evidence.ts'
import { parseConfig } from '../lib/config.ts'
import { Manager } from '../lib/manager.ts'
import { PostgresServer } from '../lib/store/contract/postgres-server.ts'
import { percentiles } from './figures.ts'

const runs = 400
const task = `import { defineTask } from 'runboard'
export default defineTask({ concurrency: 1000, maxQueued: 10000, run: () => 'done' })
`
const folder = mkdtempSync(path.join(tmpdir(), 'runboard-bench-'))
mkdirSync(path.join(folder, 'tasks'))
writeFileSync(path.join(folder, 'tasks', 'nothing.ts'), task)
const server = await PostgresServer.start()
for (const count of [1, 2, 4]) console.log(await measure(count))
await server.stop()
rmSync(folder, { recursive: true })
process.exit()

async function measure(count: number) {
  const env = {
    RUNBOARD_DATABASE_URL: await createDatabase(server.url),
    RUNBOARD_DATA: path.join(folder, 'data'),
    RUNBOARD_TASKS: path.join(folder, 'tasks'),
    RUNBOARD_SLOTS: '2',
    RUNBOARD_LOG_LEVEL: 'warn',
  }
  const door = new Manager(parseConfig({ ...env, RUNBOARD_RUNNER: 'off' }))
  await door.start()
  const runners = Array.from({ length: count }, () => new Mortal('lib/runner/main.ts', env))
  while ((await door.runners()).data.length < count || (await door.tasks()).data.length === 0) await pause()
  await pause(2_000) // its task processes get ready
  const waits: number[] = []
  for (let i = 0; i < 30; i++) waits.push(await startLatency(door))
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: runs }, () => start(door)))
  while ((await door.runs({ status: ['queued', 'running'], limit: 1 })).data.length > 0) await pause()
  const perSecond = Math.round(runs / ((performance.now() - startedAt) / 1000))
  await Promise.all(runners.map((runner) => runner.stop()))
  await door.stop()
  return { runners: count, perSecond, startLatencyMs: percentiles(waits) }
}

async function start(door: Manager): Promise<string> {
  return (await door.startRun({ task: 'nothing', input: {}, trigger: 'api' })).run.id
}

/** From accepted to started, as the store has it. */
async function startLatency(door: Manager): Promise<number> {
  const id = await start(door)
  for (;;) {
    const { createdAt, startedAt, finishedAt } = await door.run(id)
    if (startedAt && finishedAt) return Date.parse(startedAt) - Date.parse(createdAt)
    await pause()
  }
}

function pause(ms = 20) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
