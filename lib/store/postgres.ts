import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'
import { DatabaseClock } from './database-clock.ts'
import { Listener } from './postgres-listener.ts'
import { kyselyOn, Pool } from './postgres-pool.ts'
import { preparePostgres } from './postgres-schema.ts'
import { PostgresTransactions } from './postgres-transactions.ts'
import { mayPass } from './postgres-trouble.ts'
import type { Schema } from './schema.ts'
import { Writer } from './writer.ts'

const mostReaders = 5
/** A database that starts together with us may need longer. */
const startPatienceMs = 10_000

/**
 * Opens the store in the schema `runboard` of a PostgreSQL database, and makes that or brings it up to date.
 * @throws AppError `unavailable` with one sentence when there is none, or it is newer, or not ours.
 */
export async function openPostgres(url: string): Promise<Database> {
  await prepare(url)
  const [reading, writing] = [new Pool(url, { max: mostReaders }), new Pool(url, { max: 1 })]
  const read = kyselyOn(reading)
  const clock = new DatabaseClock(() => timeOf(read))
  await clock.sync()
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  const self = randomBytes(8).toString('hex')
  const writer = new Writer(new PostgresTransactions(writing, self), tell)
  const listener = new Listener({ url, self, clock, tell })
  return {
    read,
    clock,
    isShared: true,
    write: (operation, { durable = false, failpoint } = {}) => writer.write(operation, durable, failpoint),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      listeners.clear()
      await Promise.all([writer.idle(), listener.stop()])
      await Promise.all([writing.end(), reading.end()])
    },
  }
}

async function prepare(url: string) {
  for (const deadline = performance.now() + startPatienceMs; ; await sleep(250)) {
    const pool = new Pool(url, { max: 1, patient: true })
    try {
      return await kyselyOn(pool).connection().execute(preparePostgres)
    } catch (error) {
      if (!mayPass(error) || performance.now() > deadline) throw error
    } finally {
      await pool.end()
    }
  }
}

async function timeOf(db: Kysely<Schema>): Promise<number> {
  const query = sql<{ ms: number }>`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as ms`
  return (await query.execute(db)).rows[0]?.ms ?? Number.NaN
}
