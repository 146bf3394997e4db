/** A long history for measuring: finished runs of several tasks, with attempts and logs, as years of use would leave them. */
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { newRunId } from '../lib/id.ts'
import { policyOf } from '../lib/policy.ts'
import type { FinalStatus, Trigger } from '../lib/run.ts'
import { markEnded, registerRunner } from '../lib/store/runners.ts'
import { openSqlite } from '../lib/store/sqlite.ts'
import { type StoredTask, syncTasks } from '../lib/store/tasks.ts'

/** Each with its share; the last of each is rare. */
const tasks = { import: 0.5, report: 0.3, resize: 0.15, train: 0.0499, audit: 0.0001 }
const statuses: Record<FinalStatus, number> = {
  succeeded: 0.92,
  failed: 0.06,
  canceled: 0.015,
  timed_out: 0.0049,
  interrupted: 0.0001,
}
const triggers: Record<Trigger, number> = { api: 0.6, page: 0.3, schedule: 0.0999, rerun: 0.0001 }

export const seededTasks = Object.keys(tasks)
const spanMs = 80 * 24 * 3_600_000

/** Fills the store in the folder `data` with `count` finished runs, the newest made at `now`. */
export async function seedHistory(data: string, count: number, now: number) {
  await knowTasks(data, now)
  const raw = new BetterSqlite3(path.join(data, 'runboard.db'))
  raw.pragma('synchronous = OFF')
  raw.pragma('cache_size = -262144')
  const insert = inserter(raw)
  raw.exec('BEGIN')
  for (let i = 1; i <= count; i++) {
    insert(runOf(now - spanMs + Math.floor((spanMs * i) / count)))
    if (i % 50_000 === 0) raw.exec('COMMIT; BEGIN')
  }
  raw.exec('COMMIT')
  raw.close()
}

async function knowTasks(data: string, now: number) {
  const db = await openSqlite(data)
  const runner = {
    id: 'runner_seed',
    name: 'seed',
    host: 'seed',
    pid: 1,
    token: 'seed',
    version: '1',
    slots: 4,
  }
  await registerRunner(db, { ...runner, now: now - spanMs })
  await syncTasks(db, runner.id, seededTasks.map(storedTask), now)
  await markEnded(db, runner.id, now)
  await db.close()
}

export const storedTask = (name: string): StoredTask => ({
  name,
  title: name,
  description: null,
  kind: 'script',
  file: `${name}.sh`,
  inputSchema: { type: 'object', properties: {}, additionalProperties: false },
  needsInput: false,
  confirm: null,
  problem: null,
  version: '1',
  policy: { ...policyOf({}), concurrency: 2, maxQueued: 100_000 },
})

function runOf(created: number) {
  const status = pick(statuses)
  const started = created + Math.floor(Math.random() * 500)
  return {
    id: newRunId(created),
    task: pick(tasks),
    status,
    input: `{"month":"2026-${1 + Math.floor(Math.random() * 12)}","region":"region ${Math.floor(Math.random() * 1000)}"}`,
    output: status === 'succeeded' ? `{"rows":${Math.floor(Math.random() * 1e6)}}` : null,
    error: status === 'failed' ? '{"code":"exit_code","message":"It exited with code 1."}' : null,
    trigger: pick(triggers),
    created,
    started,
    finished: started + Math.floor(Math.random() * 60_000),
    attempts: Math.random() < 0.05 ? 2 : 1,
    log: JSON.stringify([[started, 'o', 'x'.repeat(50 + Math.floor(Math.random() * 200))]]),
  }
}

type SeededRun = ReturnType<typeof runOf>

function inserter(raw: BetterSqlite3.Database): (run: SeededRun) => void {
  const run = raw.prepare(`
    insert into runs (id, task, status, input, output, error, "trigger", priority, created_at, available_at,
      started_at, finished_at, attempt, max_attempts, runner, log_bytes)
    values (@id, @task, @status, @input, @output, @error, @trigger, 0, @created, @created,
      @started, @finished, @attempts, 2, 'runner_seed', length(@log))`)
  const attempt = raw.prepare(`
    insert into attempts (run, attempt, runner, token, started_at, ended_at, status, dropped_bytes)
    values (?, ?, 'runner_seed', 'seed', ?, ?, ?, 0)`)
  const chunk = raw.prepare(`
    insert into log_chunks (run, first_seq, last_seq, attempt, bytes, lines) values (?, 1, 1, 1, ?, ?)`)
  return (row) => {
    run.run(row)
    for (let number = 1; number <= row.attempts; number++) {
      const status = number < row.attempts ? 'failed' : row.status
      attempt.run(row.id, number, row.started, row.finished, status)
    }
    chunk.run(row.id, row.log.length, row.log)
  }
}

function pick<Key extends string>(shares: Record<Key, number>): Key {
  const entries = Object.entries(shares) as [Key, number][]
  let left = Math.random()
  for (const [key, share] of entries) {
    left -= share
    if (left < 0) return key
  }
  return entries[0]?.[0] as Key
}
