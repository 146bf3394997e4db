/** Reading runs. Nothing here counts or skips over history: every query walks an index from where it starts. */
import { type ExpressionBuilder, sql } from 'kysely'
import { AppError } from '../errors.ts'
import type { Run, RunDetail, RunList } from '../resources.ts'
import type { Database } from './database.ts'
import { type Filter, newestFirst, walks } from './history.ts'
import { active } from './literals.ts'
import { attemptOf, parsed, runOf } from './rows.ts'
import type { RunRow, Schema } from './schema.ts'
import { usualOf } from './usual.ts'
import { explainWaits } from './waiting.ts'

export type RunQuery = Filter & {
  /** Text to find in id, task, input or error, whatever its case. */
  q?: string
  limit: number
}

/** How many rows one call looks through for `q`; the cursor goes on from there. */
const searchWindow = 20_000

/** @throws AppError `not_found` */
export async function getRun(db: Database, id: string, now: number): Promise<RunDetail> {
  const row = await db.read.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw unknownRun(id)
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

/** The input of a run as it was sent, secrets and all. @throws AppError `not_found` */
export async function getInput(db: Database, id: string) {
  const row = await db.read
    .selectFrom('runs')
    .select(['task', 'input', 'secrets'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw unknownRun(id)
  const input = JSON.parse(row.input) as Record<string, unknown>
  return { task: row.task, input, secrets: (parsed(row.secrets) ?? []) as string[] }
}

const unknownRun = (id: string) =>
  new AppError('not_found', `There is no run "${id}". It may have been deleted by age.`)

/** Newest first; a cursor is the id of the last run seen. */
export async function listRuns(db: Database, query: RunQuery, now: number): Promise<RunList> {
  const { found, horizon } = await look(db, query)
  const rows = newestFirst(found.map((runs) => runs.selectAll())).limit(query.limit + 1)
  const { page, nextCursor } = pageOf(await rows.execute(), query.limit, horizon)
  return { data: await resourcesOf(db, page, now), nextCursor }
}

/** The ids of the same page. */
export async function listIds(
  db: Database,
  query: RunQuery,
): Promise<{ ids: string[]; nextCursor: string | null }> {
  const { found, horizon } = await look(db, query)
  const rows = newestFirst(found.map((runs) => runs.select('id'))).limit(query.limit + 1)
  const { page, nextCursor } = pageOf(await rows.execute(), query.limit, horizon)
  return { ids: page.map(({ id }) => id), nextCursor }
}

/** The runs of a query as walks, and the oldest that this call looks at, or null where it looks at all. */
async function look(db: Database, query: RunQuery) {
  const { q } = query
  if (q === undefined) return { found: walks(db, query), horizon: null }
  const horizon = await searchHorizon(db, query)
  const looked = walks(db, { ...query, oldest: horizon ?? undefined })
  return { found: looked.map((runs) => runs.where(matches(q))), horizon }
}

function pageOf<Row extends { id: string }>(rows: Row[], limit: number, horizon: string | null) {
  const page = rows.slice(0, limit)
  return { page, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : horizon }
}

/** The oldest run that this call still looks at, or null when fewer rows are left. */
async function searchHorizon(db: Database, query: RunQuery): Promise<string | null> {
  const ids = newestFirst(walks(db, query).map((runs) => runs.select('id')))
  const row = await ids.offset(searchWindow).limit(1).executeTakeFirst()
  return row?.id ?? null
}

const matches = (q: string) => (eb: ExpressionBuilder<Schema, 'runs'>) => {
  // The database lowers both sides: each has its own idea of letters beyond ASCII. Ids are lower case by themselves.
  const pattern = sql<string>`lower(${`%${q.replace(/[\\%_]/g, '\\$&')}%`}) escape '\\'`
  const contains = (column: 'input' | 'error') => eb(eb.fn<string>('lower', [column]), 'like', pattern)
  const tasks = eb.selectFrom('tasks').select('name').where(sql`lower(name)`, 'like', pattern)
  // What nobody may see, nobody may find out by searching either.
  const input = eb.and([eb('secrets', 'is', null), contains('input')])
  return eb.or([eb('id', 'like', pattern), eb('task', 'in', tasks), input, contains('error')])
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
