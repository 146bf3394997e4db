/** The databases that keep the contract of the store. Each test gets a fresh, empty one. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import type { Database } from '../database.ts'
import { openPostgres } from '../postgres.ts'
import { openSqlite } from '../sqlite.ts'

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

async function openFreshPostgres() {
  postgres ??= openPostgres(await createDatabase())
  const db = await postgres
  await sql`truncate tasks, runs, attempts, log_chunks, runners, runner_tasks, idempotency_keys, totals, audit,
    facts, sessions, files, file_chunks, run_files`.execute(db.read)
  return { db, dispose: async () => {} }
}

/** One for all tests of a file: to make the tables takes longer than most tests. */
let postgres: Promise<Database> | undefined

afterAll(async () => (await postgres)?.close())

/** A new, empty database on the server of the tests. Returns its address. */
export async function createDatabase(): Promise<string> {
  const url = new URL(inject('postgresUrl'))
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  const name = `test_${randomBytes(6).toString('hex')}`
  await client.query(`create database ${name}`)
  await client.end()
  url.pathname = name
  return url.href
}
