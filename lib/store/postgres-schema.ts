import { type Kysely, sql } from 'kysely'
import { AppError } from '../errors.ts'
import { inTransaction, migrateToLatest, refuseNewer } from './migrate.ts'
import { schemaName } from './postgres-pool.ts'
import { lockOf } from './postgres-transactions.ts'
import type { Schema } from './schema.ts'

/**
 * Makes our schema where it is missing and brings it up to date, all or nothing. Of several programs that start at
 * once, one does, and the others wait.
 * @throws AppError `unavailable` when the schema is newer than this program or not ours, or the database not fit for it.
 */
export async function preparePostgres(db: Kysely<Schema>) {
  await inTransaction(db, sql`begin isolation level read committed`, async () => {
    await refuseUnfit(db)
    await sql`select pg_advisory_xact_lock(${sql.raw(lockOf('migration'))})`.execute(db)
    if (await hasSchema(db)) await refuseForeign(db)
    else await createSchema(db)
    await migrateToLatest(db, schemaName)
    await sortByBytes(db)
  })
}

async function refuseUnfit(db: Kysely<Schema>) {
  const { rows } = await sql<{ encoding: string; standby: boolean }>`
    select current_setting('server_encoding') as encoding, pg_is_in_recovery() as standby`.execute(db)
  if (rows[0]?.standby) throw unfit('The database is a read-only copy of another one. Name that one in')
  if (rows[0]?.encoding === 'UTF8') return
  throw unfit(
    `The database has the encoding ${rows[0]?.encoding}, and ours must have UTF8. Name another one in`,
  )
}

async function hasSchema(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_namespace where nspname = ${schemaName}`.execute(db)
  return rows.length > 0
}

async function createSchema(db: Kysely<Schema>) {
  const { rows } = await sql<{ user: string; may: boolean }>`
    select current_user as user, has_database_privilege(current_database(), 'create') as may`.execute(db)
  const [{ user, may } = { user: '', may: true }] = rows
  if (may) return sql`create schema ${sql.id(schemaName)}`.execute(db)
  const cure = `Let its owner do so: CREATE SCHEMA ${schemaName} AUTHORIZATION ${user}`
  throw new AppError('unavailable', `The user ${user} may make no schema in the database. ${cure}`)
}

async function refuseForeign(db: Kysely<Schema>) {
  const { rows } = await sql<{ relname: string }>`
    select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = ${schemaName} and relkind = 'r'`.execute(db)
  const tables = rows.map(({ relname }) => relname)
  if (tables.includes('kysely_migration')) return refuseNewer(db, 'database')
  if (tables.length === 0) return
  throw unfit(
    `The schema ${schemaName} of the database belongs to another program; it was not touched. Name another database in`,
  )
}

const unfit = (sentence: string) => new AppError('unavailable', `${sentence} RUNBOARD_DATABASE_URL.`)

/** Ids and names are in the order of their bytes, as on SQLite; languages have other ones. */
async function sortByBytes(db: Kysely<Schema>) {
  const { rows } = await sql<{ relname: string; columns: string[] }>`
    select relname, array_agg(attname::text) as columns
    from pg_attribute
    join pg_class on pg_class.oid = attrelid
    join pg_namespace on pg_namespace.oid = relnamespace
    join pg_collation on pg_collation.oid = attcollation
    where nspname = ${schemaName} and relkind = 'r' and atttypid = 'text'::regtype and not attisdropped
      and collname <> 'C'
    group by relname`.execute(db)
  for (const { relname, columns } of rows) {
    const changes = columns.map((name) => sql`alter column ${sql.id(name)} type text collate "C"`)
    await sql`alter table ${sql.id(relname)} ${sql.join(changes)}`.execute(db)
  }
}
