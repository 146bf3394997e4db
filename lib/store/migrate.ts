import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { AppError } from '../errors.ts'
import { migrations } from './migrations.ts'
import type { Schema } from './schema.ts'

/**
 * Brings the schema up to date, all or nothing. Of two programs that start at once, the second waits.
 * @throws AppError `unavailable` when the schema is newer than this program.
 */
export async function migrate(db: Kysely<Schema>) {
  await exclusively(db, async () => {
    await refuseNewer(db)
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
      disableTransactions: true,
    })
    const { error } = await migrator.migrateToLatest()
    if (error) throw error
  })
}

/** Kysely's own lock is a transaction that begins as a reader; ours begins as the writer, and so never fails half-way. */
async function exclusively(db: Kysely<Schema>, work: () => Promise<void>) {
  await sql`begin immediate`.execute(db)
  try {
    await work()
    await sql`commit`.execute(db)
  } catch (error) {
    await sql`rollback`.execute(db).catch(() => {})
    throw error
  }
}

async function refuseNewer(db: Kysely<Schema>) {
  const { rows: tables } = await sql`select 1 from sqlite_master where name = 'kysely_migration'`.execute(db)
  if (tables.length === 0) return
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const unknown = rows.find(({ name }) => !(name in migrations))
  if (!unknown) return
  throw new AppError(
    'unavailable',
    `The data folder was written by a newer Runboard (it knows "${unknown.name}"). Start that version; nothing was changed.`,
  )
}
