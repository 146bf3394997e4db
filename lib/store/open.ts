/** Which store there is, by the settings. */
import { mkdirSync } from 'node:fs'
import type { Config } from '../config.ts'
import { AppError, messageOf } from '../errors.ts'
import type { Database } from './database.ts'
import { openSqlite } from './sqlite.ts'

type Settings = Pick<Config, 'data' | 'databaseUrl'>

/**
 * Opens the store, makes it where it is missing, and brings its schema up to date.
 * @throws AppError `unavailable` with one sentence that says what is wrong and what to do.
 */
export async function openStore(settings: Settings): Promise<Database> {
  const { data, databaseUrl } = settings
  if (databaseUrl === null) return openSqlite(data)
  makeFolder(data)
  const { openPostgres } = await import('./postgres.ts') // which SQLite has no need to load
  return openPostgres(databaseUrl).catch((error) => {
    throw withDetails(error, storeName(settings))
  })
}

/** Whoever starts a process may know more than its visitors. */
function withDetails(error: unknown, name: string): unknown {
  if (!(error instanceof AppError) || error.cause === undefined) return error
  return new AppError(error.code, `${name}: ${error.message} (${messageOf(error.cause)})`, { cause: error })
}

/** For people: without a name or a password to come in by. */
export function storeName({ data, databaseUrl }: Settings): string {
  if (databaseUrl === null) return `SQLite in ${data}`
  const { host, pathname } = new URL(databaseUrl)
  return `PostgreSQL at ${host}${pathname}`
}

/** The runner's log and the files of running attempts stay on the machine. */
function makeFolder(data: string) {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 })
  } catch (error) {
    const reason = `The data folder ${data} cannot be written (${messageOf(error)}).`
    throw new AppError('unavailable', `${reason} Make it writable, or name another one in RUNBOARD_DATA.`, {
      cause: error,
    })
  }
}
