import { type Kysely, type RawBuilder, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { AppError } from '../errors.ts'
import { migrations } from './migrations.ts'
import type { Schema } from './schema.ts'

/**
 * Brings the schema of a SQLite file up to date, all or nothing. Of two programs that start at once, the second waits.
 * @throws AppError `unavailable` when the schema is newer than this program.
 */
export async function migrateSqlite(db: Kysely<Schema>) {
  // Kysely's own lock is a transaction that begins as a reader; ours begins as the writer, and so never fails half-way.
  await inTransaction(db, sql`begin immediate`, async () => {
    const { rows: tables } = await sql`select 1 from sqlite_master where name = 'kysely_migration'`.execute(
      db,
    )
    if (tables.length > 0) await refuseNewer(db, 'data folder')
    await migrateToLatest(db)
  })
}

/** In a transaction of the caller. Of PostgreSQL, the schema in which the tables are. */
export async function migrateToLatest(db: Kysely<Schema>, migrationTableSchema?: string) {
  const provider = { getMigrations: async () => migrations }
  const migrator = new Migrator({ db, provider, disableTransactions: true, migrationTableSchema })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** @throws AppError `unavailable` where a step was made that this program does not know */
export async function refuseNewer(db: Kysely<Schema>, what: 'data folder' | 'database') {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const unknown = rows.find(({ name }) => !(name in migrations))
  if (!unknown) return
  throw new AppError(
    'unavailable',
    `The ${what} was written by a newer Runboard (it knows "${unknown.name}"). Start that version; nothing was changed.`,
  )
}

export async function inTransaction(
  db: Kysely<Schema>,
  begin: RawBuilder<unknown>,
  work: () => Promise<void>,
) {
  await begin.execute(db)
  try {
    await work()
    await sql`commit`.execute(db)
  } catch (error) {
    await sql`rollback`.execute(db).catch(() => {})
    throw error
  }
}
