/** A real PostgreSQL for the servers of the tests, where `playwright.postgres.config.ts` asks for it. */
import pg from 'pg'
import { PostgresServer } from '../lib/store/contract/postgres-server.ts'

export default async function setup() {
  const server = await PostgresServer.start()
  process.env.E2E_POSTGRES = server.url
  return () => server.stop()
}

/** The settings by which the server of a folder keeps its data there, in a database of its own; none on SQLite. */
export async function storeOf(folder: string): Promise<Record<string, string>> {
  const server = process.env.E2E_POSTGRES
  if (!server) return {}
  const url = new URL(server)
  url.pathname = `e2e_${Buffer.from(folder).toString('hex').slice(-40)}`
  await create(server, url.pathname.slice(1))
  return { RUNBOARD_DATABASE_URL: url.href }
}

async function create(server: string, name: string) {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
}
