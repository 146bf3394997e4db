/** The databases that keep the contract of the store. Each test gets a fresh, empty one. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { inject } from 'vitest'
import type { Database } from '../database.ts'
import { migrations } from '../migrations.ts'
import type { Schema, Tx } from '../schema.ts'
import { openSqlite } from '../sqlite.ts'

// Times and sequence numbers are `bigint`, which pg gives as text because they could be larger than any of ours.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export type DatabaseInTest = {
  name: string
  /** Opens an empty store. `dispose` closes it and leaves nothing behind. */
  open(): Promise<{ db: Database; dispose: () => Promise<void> }>
}

export const databases: DatabaseInTest[] = [
  { name: 'SQLite', open: openFreshSqlite },
  { name: 'PostgreSQL', open: openFreshPostgres },
]

async function openFreshSqlite() {
  const folder = mkdtempSync(path.join(tmpdir(), 'runboard-store-'))
  const db = await openSqlite(folder)
  return {
    db,
    async dispose() {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * The same tables and queries on PostgreSQL, with one writer as on SQLite. The engine has no driver for it yet; this
 * proves that none of its SQL stands in the way of one.
 */
async function openFreshPostgres() {
  postgres ??= openSchema()
  const read = await postgres
  await sql`truncate tasks, runs, attempts, log_chunks, runners, runner_tasks, idempotency_keys, totals, audit,
    files, file_chunks, run_files`.execute(read)
  return {
    db: { read, write: oneWriter(read), onChange: () => () => {}, close: async () => {} },
    dispose: async () => {},
  }
}

/** One schema for all tests of a file: to make the tables takes longer than most tests. */
let postgres: Promise<Kysely<Schema>> | undefined

async function openSchema(): Promise<Kysely<Schema>> {
  const schema = `test_${randomBytes(6).toString('hex')}`
  const pool = new pg.Pool({
    connectionString: inject('postgresUrl'),
    max: 4,
    options: `-c search_path=${schema}`,
    allowExitOnIdle: true,
  })
  pool.on('error', () => {}) // the server is stopped before this process ends
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  await sql`create schema ${sql.id(schema)}`.execute(db)
  const provider = { getMigrations: async () => migrations }
  const migrator = new Migrator({ db, provider, migrationTableSchema: schema })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
  return db
}

function oneWriter(kysely: Kysely<Schema>): Database['write'] {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(operation: (tx: Tx) => Promise<T>): Promise<T> => {
    const next = last.catch(() => {}).then(() => kysely.transaction().execute(operation))
    last = next
    return next
  }
}
