/**
 * Reading a long history in the store: `node_modules/.bin/node bench/lists.ts FOLDER`, a folder that bench/seed.ts made.
 * Medians of one run on this machine, in milliseconds.
 */

import { systemClock } from '../lib/clock.ts'
import { parseConfig } from '../lib/config.ts'
import { firstIdAt } from '../lib/id.ts'
import { statuses } from '../lib/run.ts'
import { readFigures } from '../lib/store/figures.ts'
import { getRun, listRuns, type RunQuery } from '../lib/store/runs.ts'
import { openSqlite } from '../lib/store/sqlite.ts'
import { usualOf } from '../lib/store/usual.ts'
import { TaskCatalog } from '../lib/task-catalog.ts'
import { percentiles, report, timed } from './figures.ts'

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('Name a folder that bench/seed.ts made: bench/lists.ts FOLDER')

const dayMs = 24 * 3_600_000
const today = Date.now()
const deep = firstIdAt(today - 70 * dayMs)

const lists: Record<string, Omit<RunQuery, 'limit'>> = {
  all: {},
  'a task': { task: 'report' },
  'a rare task': { task: 'audit' },
  'a status': { status: ['succeeded'] },
  'a rare status': { status: ['interrupted'] },
  'a status that none has': { status: ['queued'] },
  'three statuses': { status: ['failed', 'timed_out', 'interrupted'] },
  'every status': { status: [...statuses] },
  'a trigger': { trigger: 'page' },
  'a rare trigger': { trigger: 'rerun' },
  'task and status': { task: 'report', status: ['failed'] },
  'task and rare status': { task: 'train', status: ['interrupted'] },
  'task and rare trigger': { task: 'train', trigger: 'rerun' },
  'task, statuses, trigger': { task: 'train', status: ['failed', 'canceled'], trigger: 'rerun' },
  'a day': { from: today - 40 * dayMs, to: today - 39 * dayMs },
  'a rare status in a day': { from: today - 40 * dayMs, to: today - 39 * dayMs, status: ['interrupted'] },
  'search, many match': { q: 'region 7' },
  'search, none matches': { q: 'nowhere to be found' },
  'search in a task': { q: 'nowhere to be found', task: 'report' },
}

const db = await openSqlite(folder)
const list = (query: Omit<RunQuery, 'limit'>, limit = 50) => listRuns(db, { ...query, limit }, today)
const figures: Record<string, object> = {}
const measure = async (name: string, call: () => Promise<unknown>, count = 200) => {
  await timed(5, call)
  figures[name] = percentiles(await timed(count, call))
}
try {
  for (const [name, query] of Object.entries(lists)) {
    const count = query.q ? 20 : 200
    await measure(name, () => list(query), count)
    await measure(`${name}, deep`, () => list({ ...query, cursor: deep }), count)
  }
  await measure('200 of all', () => list({}, 200))
  const catalog = new TaskCatalog(db, parseConfig({}), systemClock)
  await measure('all tasks', () => catalog.list())
  await measure('a task page', () => catalog.get('report'))
  await measure('metrics', () => readFigures(db, today))
  await measure('usual', () => usualOf(db, 'report'))
  const { data } = await list({ cursor: deep })
  await measure('a run', () => getRun(db, data[0]?.id ?? '', today))
  report(`lists of ${folder} (ms)`, figures)
} finally {
  await db.close()
}
