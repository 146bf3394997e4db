import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { type Kysely, sql } from 'kysely'
import { openPostgres } from '../../lib/store/postgres.ts'
import { kyselyOn, Pool } from '../../lib/store/postgres-pool.ts'
import { lockOf } from '../../lib/store/postgres-transactions.ts'
import type { Schema } from '../../lib/store/schema.ts'
import { fileName, openSqlite } from '../../lib/store/sqlite.ts'

type Table = keyof Schema
type Rows = Record<string, unknown>[]

/** Each after those that it refers to. */
const tables: Table[] = [
  ...(['facts', 'sessions', 'audit', 'totals', 'tasks', 'runners', 'runner_tasks'] as const),
  ...(['runs', 'idempotency_keys', 'attempts', 'log_chunks', 'files', 'file_chunks', 'run_files'] as const),
]
const mostRows = 500
const mostBytes = 4 * 1024 ** 2

/** Copies the store of a data folder into an empty one on PostgreSQL. Returns how many rows each table has, once they are the same. */
export async function moveStore(data: string, url: string): Promise<Record<string, number>> {
  // Both at the same version, and there.
  await (await openSqlite(data)).close()
  await (await openPostgres(url)).close()
  const source = new BetterSqlite3(path.join(data, fileName), { readonly: true })
  const pool = new Pool(url, { max: 1, patient: true })
  try {
    return await kyselyOn(pool)
      .transaction()
      .execute((target) => copyAll(source, target))
  } finally {
    await pool.end()
    source.close()
  }
}

async function copyAll(source: BetterSqlite3.Database, target: Kysely<Schema>) {
  await sql`select pg_advisory_xact_lock(${sql.raw(lockOf('writes'))})`.execute(target)
  const counts: Record<string, number> = {}
  for (const table of tables) {
    if ((await countIn(target, table)) > 0)
      throw new Error(`The database has ${table} already, and must be empty.`)
    for (const rows of batches(source, table)) await insert(target, table, rows)
    const wanted = source.prepare(`select count(*) from ${table}`).pluck().get() as number
    const there = await countIn(target, table)
    if (there !== wanted) throw new Error(`Of ${wanted} ${table} only ${there} arrived. Nothing was changed.`)
    counts[table] = there
  }
  return counts
}

function* batches(source: BetterSqlite3.Database, table: Table): Generator<Rows> {
  let rows: Rows = []
  let bytes = 0
  for (const row of source.prepare(`select * from ${table}`).iterate() as Iterable<Rows[number]>) {
    rows.push(row)
    for (const value of Object.values(row)) bytes += sizeOf(value)
    if (rows.length < mostRows && bytes < mostBytes) continue
    yield rows
    rows = []
    bytes = 0
  }
  if (rows.length > 0) yield rows
}

const sizeOf = (value: unknown) => (typeof value === 'string' || Buffer.isBuffer(value) ? value.length : 8)

const insert = (target: Kysely<Schema>, table: Table, rows: Rows) =>
  target
    .insertInto(table)
    .values(rows as never)
    .execute()

async function countIn(target: Kysely<Schema>, table: Table): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.id(table)}`.execute(
    target,
  )
  return rows[0]?.count ?? 0
}
