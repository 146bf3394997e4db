import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { explain } from './postgres-trouble.ts'
import type { Schema } from './schema.ts'

/** The schema of the database in which everything is: nothing outside of it is touched. */
export const schemaName = 'runboard'

/**
 * How long the server waits for us in the middle of a transaction, how long a write waits for those of other
 * processes, and a statement in all; then how long we wait for the server before we take the way to it for cut off.
 */
const timeouts = {
  idle_in_transaction_session_timeout: 3_000,
  lock_timeout: 5_000,
  statement_timeout: 8_000,
  query_timeout: 9_000,
}
/** Where a long time is no trouble: 0 is none. */
const noTimeouts = { ...timeouts, lock_timeout: 0, statement_timeout: 0, query_timeout: 0 }

/** What every connection is made with. `patient` ones may take as long as their statements need. */
export function connectionTo(url: string, { patient = false } = {}): pg.ClientConfig {
  return {
    connectionString: withSearchPath(url),
    application_name: 'runboard',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    types: { getTypeParser },
    ...(patient ? noTimeouts : timeouts),
  }
}

/** Connections that are made as they are needed, `max` at most, and dropped once something is wrong with them. */
export class Pool implements PostgresPool {
  /** Kysely would make connections of its own with them, to end queries by; we never ask for that. */
  readonly options = {}
  #pool: pg.Pool

  constructor(url: string, { max, patient }: { max: number; patient?: boolean }) {
    this.#pool = new pg.Pool({ ...connectionTo(url, { patient }), max, idleTimeoutMillis: 30_000 })
    // Whoever uses a connection learns by its query that it broke; nobody else needs to.
    this.#pool.on('error', () => {})
    this.#pool.on('connect', (client) => client.on('error', () => {}))
  }

  /** @throws AppError `unavailable` */
  async connect(): Promise<Connection> {
    try {
      return new Connection(await this.#pool.connect())
    } catch (error) {
      throw explain(error)
    }
  }

  end(): Promise<void> {
    return this.#pool.end()
  }
}

export const kyselyOn = (pool: PostgresPool) => new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })

/** @throws AppError `unavailable` from each query that the database is to blame for */
export class Connection implements PostgresPoolClient {
  #client: pg.PoolClient
  #isBroken = false

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  /** Without values, `text` may be several statements. */
  query = (async (text: string, values?: readonly unknown[]) => {
    try {
      return await this.#client.query(text, values?.map(storable))
    } catch (error) {
      const explained = explain(error)
      if (explained !== error) this.#isBroken = true
      throw explained
    }
  }) as unknown as Query // Kysely's also takes cursors, which it has only where it is given them

  release = (isBroken = false) => this.#client.release(isBroken || this.#isBroken)
}

type Query = PostgresPoolClient['query'] & ((text: string) => Promise<unknown>)

/** Text has no NUL in PostgreSQL; tasks may well say one. */
const storable = (value: unknown) =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value

/** Times and sequence numbers are `bigint`, which pg gives as text because they could be larger than any of ours. */
const getTypeParser: typeof pg.types.getTypeParser = (oid, format) =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)

/** The address may ask for options of its own. */
function withSearchPath(url: string): string {
  const address = new URL(url)
  const given = address.searchParams.get('options') ?? ''
  address.searchParams.set('options', `${given} -c search_path=${schemaName}`.trim())
  // As a form, blanks would be plus signs, which pg takes as they are.
  address.search = address.search.replaceAll('+', '%20')
  return address.href
}
