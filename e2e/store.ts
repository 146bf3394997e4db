/** Where the servers of the tests keep their data: in their folders, or on a real PostgreSQL where `E2E_STORE` asks for it. */
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'
import { PostgresServer } from '../lib/store/contract/postgres-server.ts'

/** Once for all tests, on PostgreSQL. */
export default async function setup() {
  const server = await PostgresServer.start()
  process.env.E2E_POSTGRES = server.url
  return () => server.stop()
}

/** The settings by which the server of a folder keeps its data there, in a database of its own; none on SQLite. */
export async function storeOf(folder: string): Promise<Record<string, string>> {
  const server = process.env.E2E_POSTGRES
  if (!server) return {}
  await create(server, nameOf(folder))
  return { RUNBOARD_DATABASE_URL: addressOf(server, folder) }
}

/** What a query answers on the store of a server, past the program. */
export async function rowsOf<Row>({ folder, data }: Stored, text: string): Promise<Row[]> {
  const server = process.env.E2E_POSTGRES
  if (server) return ask(addressOf(server, folder), `set search_path = runboard; ${text}`)
  const db = new BetterSqlite3(join(data, 'runboard.db'), { readonly: true })
  try {
    return db.prepare(text).all() as Row[]
  } finally {
    db.close()
  }
}

type Stored = { folder: string; data: string }

const nameOf = (folder: string) => `e2e_${Buffer.from(folder).toString('hex').slice(-40)}`

function addressOf(server: string, folder: string): string {
  const url = new URL(server)
  url.pathname = nameOf(folder)
  return url.href
}

async function create(server: string, name: string) {
  const known = await ask(server, `select 1 from pg_database where datname = '${name}'`)
  if (known.length === 0) await ask(server, `create database ${name}`)
}

/** Of several statements, what the last one answers. */
async function ask<Row>(connectionString: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const results = [await client.query(text)].flat()
    return results.at(-1)?.rows as Row[]
  } finally {
    await client.end()
  }
}
