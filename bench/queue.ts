/**
 * Ten thousand queued runs in the store: `node_modules/.bin/node bench/queue.ts`. Medians of one run, in milliseconds.
 * With RUNBOARD_DATABASE_URL, in an empty database of PostgreSQL.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { systemClock } from '../lib/clock.ts'
import { parseConfig } from '../lib/config.ts'
import { newRunId } from '../lib/id.ts'
import { acceptRun, type NewRun } from '../lib/store/accept.ts'
import { openStore } from '../lib/store/open.ts'
import { registerRunner } from '../lib/store/runners.ts'
import { listRuns } from '../lib/store/runs.ts'
import type { RunRow } from '../lib/store/schema.ts'
import { syncTasks } from '../lib/store/tasks.ts'
import { claimRun, nextDue, settle } from '../lib/store/transition.ts'
import { TaskCatalog } from '../lib/task-catalog.ts'
import { percentiles, report, timed } from './figures.ts'
import { storedTask } from './history.ts'

const queued = 10_000
const tasks = ['one', 'two', 'three', 'four']

const folder = mkdtempSync(path.join(tmpdir(), 'runboard-queue-'))
const db = await openStore({ data: folder, databaseUrl: process.env.RUNBOARD_DATABASE_URL ?? null })
try {
  const runner = { id: 'bench', name: 'bench', host: 'bench', pid: 1, token: '', version: '1', slots: 4 }
  await registerRunner(db, { ...runner, now: Date.now() })
  await syncTasks(db, 'bench', tasks.map(storedTask), Date.now())
  const before = performance.now()
  await Promise.all(Array.from({ length: queued }, (_, i) => acceptRun(db, newRun(i))))
  const seconds = (performance.now() - before) / 1000
  const catalog = new TaskCatalog(db, parseConfig({}), systemClock)
  const list = () => listRuns(db, { status: ['queued'], limit: 50 }, Date.now())
  const claims: number[] = []
  const settles: number[] = []
  const order: RunRow[] = []
  for (let i = 0; i < 1000; i++) {
    claims.push(...(await timed(1, claim)))
    settles.push(...(await timed(1, () => end(order.at(-1) as RunRow))))
  }
  report(`${queued} queued (ms); accepted ${Math.round(queued / seconds)} a second`, {
    claim: percentiles(claims),
    settle: percentiles(settles),
    accept: percentiles(await timed(200, (i) => acceptRun(db, newRun(i)))),
    'next due': percentiles(await timed(200, () => nextDue(db, Date.now()))),
    'list of the queued': percentiles(await timed(200, list)),
    'all tasks': percentiles(await timed(100, () => catalog.list())),
  })
  console.log(isInOrder(order) ? 'in order' : 'NOT in order of priority and age')
  async function claim() {
    const run = await claimRun(db, { runner: 'bench', token: 'bench', now: Date.now() })
    if (!run) throw new Error('Nothing to claim.')
    order.push(run)
  }
} finally {
  await db.close()
  rmSync(folder, { recursive: true })
}

function newRun(index: number): NewRun {
  const now = Date.now()
  const task = tasks[index % tasks.length] ?? ''
  const where = {
    trigger: 'api',
    origin: { by: null, address: null },
    rerunOf: null,
    idempotency: null,
  } as const
  return {
    id: newRunId(now),
    task,
    secrets: [],
    files: [],
    input: '{}',
    priority: index % 5,
    now,
    availableAt: now,
    ...where,
  }
}

function end(run: RunRow) {
  const claim = { run: run.id, attempt: run.attempt, runner: 'bench' }
  const ending = { output: '{}', error: null, exitCode: 0, signal: null, availableAt: null, now: Date.now() }
  return settle(db, claim, { ...ending, event: 'succeed', attemptStatus: 'succeeded' })
}

/** The highest priority first, then the oldest. */
function isInOrder(runs: RunRow[]): boolean {
  const places = runs.map((run) => [-run.priority, run.available_at, run.id] as const)
  return places.every((place, i) => {
    const next = places[i + 1]
    return !next || place[0] < next[0] || (place[0] === next[0] && place[1] <= next[1])
  })
}
