/** Reading runs. Nothing here counts or skips over history: every query walks an index from where it starts. */
import { type ExpressionBuilder, sql } from 'kysely'
import { AppError } from '../errors.ts'
import { firstIdAt } from '../id.ts'
import type { Run, RunDetail, RunList } from '../resources.ts'
import type { Status, Trigger } from '../run.ts'
import type { Database } from './database.ts'
import { active } from './literals.ts'
import { attemptOf, runOf } from './rows.ts'
import type { RunRow, Schema } from './schema.ts'
import { usualOf } from './usual.ts'
import { explainWaits } from './waiting.ts'

export type RunQuery = {
  task?: string
  status?: Status[]
  trigger?: Trigger
  /** Made at or after, and before, in epoch milliseconds. */
  from?: number
  to?: number
  /** Text to find in id, task, input or error, whatever its case. */
  q?: string
  limit: number
  /** Id of the last run of the page before. */
  cursor?: string
}

/** How many rows one call looks through for `q`; the cursor goes on from there. */
const searchWindow = 20_000

/** @throws AppError `not_found` */
export async function getRun(db: Database, id: string, now: number): Promise<RunDetail> {
  const row = await db.read.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', `There is no run "${id}". It may have been deleted by age.`)
  const attempts = await db.read
    .selectFrom('attempts')
    .selectAll()
    .where('run', '=', id)
    .orderBy('attempt')
    .execute()
  const names = await runnerNames(db, [row.runner, ...attempts.map((attempt) => attempt.runner)])
  const [run] = await resourcesOf(db, [row], now)
  return {
    ...(run as Run),
    attempts: attempts.map((attempt) => attemptOf(attempt, names.get(attempt.runner) ?? attempt.runner)),
    usual: await usualOf(db, row.task),
  }
}

/** Newest first; a cursor is the id of the last run seen. */
export async function listRuns(db: Database, query: RunQuery, now: number): Promise<RunList> {
  const horizon = query.q === undefined ? null : await searchHorizon(db, query)
  let select = filtered(db, query)
  if (query.q !== undefined) select = select.where(matches(query.q))
  if (horizon) select = select.where('id', '>=', horizon)
  const rows = await select
    .selectAll()
    .limit(query.limit + 1)
    .execute()
  const page = rows.slice(0, query.limit)
  const more = rows.length > query.limit ? (page.at(-1)?.id ?? null) : horizon
  return { data: await resourcesOf(db, page, now), nextCursor: more }
}

function filtered(db: Database, { task, status, trigger, from, to, cursor }: RunQuery) {
  let select = db.read.selectFrom('runs').orderBy('id', 'desc')
  if (task !== undefined) select = select.where('task', '=', task)
  if (status?.length) select = select.where('status', 'in', status)
  if (trigger) select = select.where('trigger', '=', trigger)
  if (from !== undefined) select = select.where('id', '>=', firstIdAt(from))
  if (to !== undefined) select = select.where('id', '<', firstIdAt(to))
  if (cursor) select = select.where('id', '<', cursor)
  return select
}

/** The oldest run that this call still looks at, or null when fewer rows are left. */
async function searchHorizon(db: Database, query: RunQuery): Promise<string | null> {
  const row = await filtered(db, query).select('id').offset(searchWindow).limit(1).executeTakeFirst()
  return row?.id ?? null
}

const matches = (q: string) => (eb: ExpressionBuilder<Schema, 'runs'>) => {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  // The database lowers both sides: each has its own idea of letters beyond ASCII.
  const contains = (column: 'id' | 'task' | 'input' | 'error') =>
    eb(eb.fn<string>('lower', [column]), 'like', sql<string>`lower(${pattern}) escape '\\'`)
  return eb.or([contains('id'), contains('task'), contains('input'), contains('error')])
}

/** The active runs of a task, the running ones first. */
export async function activeRuns(db: Database, task: string, limit: number, now: number): Promise<Run[]> {
  const rows = await db.read
    .selectFrom('runs')
    .selectAll()
    .where('task', '=', task)
    .where('status', 'in', active)
    .orderBy('status', 'desc') // "running" sorts after "queued"
    .orderBy('id')
    .limit(limit)
    .execute()
  return resourcesOf(db, rows, now)
}

export async function countActive(db: Database, task: string): Promise<number> {
  const row = await db.read
    .selectFrom('runs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('task', '=', task)
    .where('status', 'in', active)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

export async function newestRun(db: Database, task: string, now: number): Promise<Run | null> {
  const { data } = await listRuns(db, { task, limit: 1 }, now)
  return data[0] ?? null
}

async function resourcesOf(db: Database, rows: RunRow[], now: number): Promise<Run[]> {
  const waits = await explainWaits(db, rows, now)
  const names = await runnerNames(
    db,
    rows.map((row) => row.runner),
  )
  return rows.map((row) => runOf(row, waits.get(row.id) ?? null, names.get(row.runner ?? '') ?? row.runner))
}

async function runnerNames(db: Database, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  if (wanted.length === 0) return new Map()
  const rows = await db.read.selectFrom('runners').select(['id', 'name']).where('id', 'in', wanted).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
