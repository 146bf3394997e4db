/** No query of the engine reads through the history: each plan of SQLite is walked, on a store with some of it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { type CompiledQuery, Kysely, SqliteDialect } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededTasks, seedHistory, storedTask } from '../../bench/history.ts'
import { parseConfig } from '../config.ts'
import { newRunId } from '../id.ts'
import { statuses, triggers } from '../run.ts'
import { settlePredecessors } from '../runner/recover.ts'
import { TaskCatalog } from '../task-catalog.ts'
import { acceptRun, type NewRun } from './accept.ts'
import { cancelsAsked, requestCancel } from './cancel.ts'
import type { Database } from './database.ts'
import { readFigures } from './figures.ts'
import { appendLog, readLog } from './log.ts'
import { prune } from './prune.ts'
import { listRunners, registerRunner } from './runners.ts'
import { getRun, listIds, listRuns, type RunQuery } from './runs.ts'
import type { Schema } from './schema.ts'
import { syncTasks } from './tasks.ts'
import { claimRun, hasNextRun, nextDue, settle } from './transition.ts'

const now = Date.UTC(2030, 0, 1)
const clock = { now: () => now }

let data: string
let raw: BetterSqlite3.Database
let db: Database
/** Every query since the test began. */
let seen: CompiledQuery[]

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'runboard-plans-'))
  await seedHistory(data, 2_000, now)
  raw = new BetterSqlite3(path.join(data, 'runboard.db'))
  const dialect = new SqliteDialect({ database: raw })
  const log = ({ query }: { query: CompiledQuery }) => void seen.push(query)
  const kysely = new Kysely<Schema>({ dialect, log })
  db = {
    read: kysely,
    clock: { ...clock, sync: async () => now },
    isShared: false,
    write: (operation) => operation(kysely),
    onChange: () => () => {},
    close: async () => {},
  }
  seen = []
  const runner = { id: 'alive', name: '', host: '', pid: 1, token: 'no process', version: '', slots: 2, now }
  await registerRunner(db, runner)
  await syncTasks(db, 'alive', seededTasks.map(storedTask), now)
})

afterAll(() => {
  raw.close()
  rmSync(data, { recursive: true })
})

const newRun = (run: Partial<NewRun> = {}): NewRun => {
  const where = {
    trigger: 'api',
    origin: { by: null, address: null },
    rerunOf: null,
    idempotency: null,
  } as const
  const times = { now, availableAt: now }
  return {
    id: newRunId(now),
    task: 'report',
    input: '{}',
    secrets: [],
    files: [],
    priority: 0,
    ...where,
    ...times,
    ...run,
  }
}

const claim = (run: string) => ({ run, attempt: 1, runner: 'alive' })

const filters: Omit<RunQuery, 'limit'>[] = [
  {},
  { task: 'report' },
  { status: ['interrupted'] },
  { status: ['failed', 'timed_out', 'interrupted'] },
  { status: [...statuses] },
  { trigger: 'rerun' },
  { task: 'report', status: ['failed'] },
  { task: 'report', trigger: 'schedule' },
  { status: ['queued', 'failed'], trigger: 'page' },
  { task: 'audit', status: ['canceled', 'failed'], trigger: triggers[0] },
  { from: now - 1e10, to: now - 1e6 },
  { from: now - 1e10, to: now - 1e6, q: 'region 7' },
  { q: 'region 7' },
  { q: 'region 7', task: 'report', status: ['failed'] },
]

test.each(filters)('the list of %j', async (filter) => {
  const cursor = newRunId(now - 1e9)
  for (const query of [filter, { ...filter, cursor }]) {
    await listRuns(db, { ...query, limit: 50 }, now)
    await listIds(db, { ...query, limit: 1000 })
  }
  expect(troubles()).toEqual([])
})

test('the tasks and one of them', async () => {
  const catalog = new TaskCatalog(db, parseConfig({}), clock)
  await catalog.list()
  await catalog.get('report')
  expect(troubles()).toEqual([])
})

test.each(['queue', 'join', 'reject', 'replace'] as const)(
  'accepting what should %s when busy',
  async (whenBusy) => {
    const task = storedTask('busy')
    await syncTasks(db, 'alive', [{ ...task, policy: { ...task.policy, whenBusy } }], now)
    for (let i = 0; i < 3; i++) await acceptRun(db, newRun({ task: 'busy' })).catch(() => {})
    await syncTasks(db, 'alive', seededTasks.map(storedTask), now)
    expect(troubles()).toEqual([])
  },
)

test('the figures for monitoring', async () => {
  await acceptRun(db, newRun())
  await readFigures(db, now)
  expect(troubles()).toEqual([])
})

test('the life of a run, and looking at it meanwhile', async () => {
  const { run } = await acceptRun(db, newRun({ idempotency: { key: 'key', hash: '' } }))
  await acceptRun(db, newRun({ availableAt: now + 1 }))
  await hasNextRun(db, 'alive', now)
  await nextDue(db, now)
  await claimRun(db, { runner: 'alive', token: '', now })
  await appendLog(db, claim(run), [{ firstSeq: 1, lines: [[now, 'o', 'x']], bytes: 2 }])
  await requestCancel(db, {
    run,
    force: false,
    origin: { by: null, address: null },
    now,
  })
  await cancelsAsked(db, 'alive')
  await getRun(db, run, now)
  await listRunners(db, now)
  for (const query of [{ after: 0 }, { tail: 10 }]) await readLog(db, run, { ...query, limit: 10 })
  const ending = { output: null, error: null, exitCode: 0, signal: null, availableAt: null, now }
  await settle(db, claim(run), { ...ending, event: 'cancel', attemptStatus: 'canceled' })
  expect(troubles()).toEqual([])
})

test('what a dead runner left', async () => {
  await acceptRun(db, newRun())
  await claimRun(db, { runner: 'alive', token: 'no process', now })
  await settlePredecessors(db, { id: 'next', host: 'host' }, clock)
  expect(troubles()).toEqual([])
})

test('pruning', async () => {
  const retention = { days: 79, runs: 500, logBytes: 10_000, fileBytes: 1024 ** 3 }
  for await (const _ of prune(db, retention, now)) if (troubles(false).length > 0) break
  expect(troubles()).toEqual([])
})

type Step = { parent: number; detail: string }

/** Steps of the plans of the queries seen so far that take longer as history grows. */
function troubles(forget = true): string[] {
  const queries = [...new Map(seen.map((query) => [query.sql, query])).values()]
  if (forget) seen = []
  expect(queries.length).toBeGreaterThan(0)
  return queries.flatMap((query) => {
    const plan = raw.prepare(`EXPLAIN QUERY PLAN ${query.sql}`).all(...query.parameters) as Step[]
    const slow = plan.filter(
      (step) => readsAll(step, query.sql) || passesOver(step, query.sql) || sortsHistory(step, plan),
    )
    return slow.map(({ detail }) => `${detail} in ${query.sql}`)
  })
}

/** Indexes that hold the active part of history only, and tables that do not grow with it. */
const active = /INDEX runs_(active|claim|due|of_runner)\b/
const small = /^SCAN (t|tasks|me|mine|runners|totals|runner_tasks|candidate|logs|CONSTANT ROW)\b/
const byId = /INDEX (sqlite_autoindex_runs_1|runs_with_log)\b/

/** A walk by id that stops at a limit reads what it gives. */
const readsAll = ({ detail }: Step, text: string) =>
  detail.startsWith('SCAN') &&
  !small.test(detail) &&
  !active.test(detail) &&
  !(byId.test(detail) && /order by "id"( desc)? limit/.test(text))

/** What a filter names is where the walk begins, not what is looked for on the way. */
function passesOver({ detail }: Step, text: string): boolean {
  if (/"id" (<|>=) \? and "id" \1/.test(text)) return true
  if (!text.startsWith('select') || !detail.startsWith('SEARCH runs') || detail.includes('(id=?'))
    return false
  if (!detail.includes('INDEX')) return true
  if (active.test(detail)) return false
  if (/INDEX runs_of_(task_)?status\b/.test(detail)) {
    const takesAll =
      !text.includes('"trigger" =') && (/status"? = 'running'/.test(text) || detail.includes('COVERING'))
    return !detail.includes('trigger=?') && !takesAll
  }
  return /"(status|trigger)" (=|in) /.test(text)
}

const sortsHistory = ({ detail, parent }: Step, plan: Step[]) =>
  /TEMP B-TREE .*ORDER BY/.test(detail) &&
  plan.some(
    (beside) => beside.parent === parent && /(SCAN|SEARCH) (runs|attempts|log_chunks)\b/.test(beside.detail),
  )
