/** The PostgreSQL database and who works on it: nothing is made or changed. */
import pg from 'pg'
import { messageOf } from '../../lib/errors.ts'
import { migrations } from '../../lib/store/migrations.ts'
import { connectionTo, schemaName } from '../../lib/store/postgres-pool.ts'
import { explain } from '../../lib/store/postgres-trouble.ts'
import { leaseMs } from '../../lib/store/runners.ts'
import { type Finding, ok, warn } from './finding.ts'

/** `name` is what people may see of its address. */
export async function lookAtDatabase(url: string, name: string): Promise<Finding[]> {
  const client = new pg.Client(connectionTo(url))
  client.on('error', () => {})
  try {
    await client.connect()
    const version = await client.query('show server_version')
    const there = ok(`${name}, version ${version.rows[0].server_version}`)
    const store = await lookAtSchema(client)
    return store.cure === null && store.text !== missing
      ? [there, store, await lookAtRunners(client)]
      : [there, store]
  } catch (error) {
    const cure = 'Look at its address, name and password in RUNBOARD_DATABASE_URL, and whether it is up.'
    return [warn(`${name} cannot be used. ${messageOf(explain(error))}`, cure)]
  } finally {
    await client.end().catch(() => {})
  }
}

const missing = 'No store yet: the first start makes it.'

async function lookAtSchema(client: pg.Client): Promise<Finding> {
  const table = `${schemaName}.kysely_migration`
  const { rows: tables } = await client.query('select to_regclass($1) as name', [table])
  if (tables[0].name === null) return ok(missing)
  const known: string[] = (await client.query(`select name from ${table}`)).rows.map(({ name }) => name)
  const newer = known.find((name) => !(name in migrations))
  if (newer)
    return warn(`The store was written by a newer Runboard (it knows "${newer}").`, 'Start that version.')
  const steps = Object.keys(migrations).length - known.length
  return ok(`Store in the schema ${schemaName}${steps > 0 ? '; the next start brings it up to date' : ''}`)
}

async function lookAtRunners(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query(
    `select name, slots from runners
    where ended_at is null and heartbeat_at > extract(epoch from clock_timestamp()) * 1000 - ${leaseMs} order by name`,
  )
  if (rows.length === 0) return ok('No runner is alive.')
  return ok(`Runners that are alive: ${rows.map(({ name, slots }) => `${name}, ${slots} slots`).join('; ')}`)
}
