import { chmodSync, closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { systemClock } from '../clock.ts'
import { AppError, messageOf } from '../errors.ts'
import type { Database } from './database.ts'
import { migrateSqlite } from './migrate.ts'
import type { Schema } from './schema.ts'
import { SqliteTransactions, sqliteCode } from './sqlite-transactions.ts'
import { Writer } from './writer.ts'

export const fileName = 'runboard.db'
/** Marks the file as ours (`PRAGMA application_id`), so that another program's database is never touched: "RunB". */
export const applicationId = 0x52756e42
const pollMs = 10
const rememberedStatements = 500

/**
 * Opens the store in the folder `data`, creating both where missing, and brings its schema up to date.
 * @throws AppError with one sentence when the folder cannot be written, or the file is damaged, newer, or not ours.
 */
export async function openSqlite(data: string): Promise<Database> {
  const file = prepareFile(data)
  const raw = open(file)
  const writing = kysely(raw)
  await migrateSqlite(writing).catch((error) => {
    raw.close()
    throw explain(file, error)
  })
  raw.pragma('busy_timeout = 0') // from here on the writer waits without blocking the event loop
  const reading = open(file)
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  const writer = new Writer(new SqliteTransactions(raw, writing), tell)
  const stopPolling = pollChanges(raw, tell, () => listeners.size > 0)
  return {
    read: kysely(reading),
    clock: { ...systemClock, sync: async () => systemClock.now() },
    isShared: false,
    write: (operation, { durable = false, failpoint } = {}) => writer.write(operation, durable, failpoint),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      stopPolling()
      listeners.clear()
      await writer.idle()
      reading.close()
      raw.close()
    },
  }
}

function prepareFile(data: string): string {
  const file = path.join(data, fileName)
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 }) // input and output of runs are nobody else's business
    closeSync(openSync(file, 'a', 0o600))
    if (statSync(file).uid === process.getuid?.()) chmodSync(file, 0o600)
  } catch (error) {
    const reason = `The data folder ${data} cannot be written (${messageOf(error)}).`
    throw new AppError('unavailable', `${reason} Make it writable, or name another one in RUNBOARD_DATA.`, {
      cause: error,
    })
  }
  refuseForeignFile(file)
  return file
}

/** Reads the header without SQLite, which would already write beside the file of another program. */
function refuseForeignFile(file: string) {
  if (statSync(file).size === 0) return
  const header = Buffer.alloc(100)
  const fd = openSync(file, 'r')
  readSync(fd, header, 0, 100, 0)
  closeSync(fd)
  if (header.toString('latin1', 0, 15) !== 'SQLite format 3') throw damaged(file)
  if (header.readUInt32BE(68) === applicationId) return
  throw new AppError(
    'unavailable',
    `${file} belongs to another program. Name another data folder in RUNBOARD_DATA; the file was not touched.`,
  )
}

function open(file: string): BetterSqlite3.Database {
  let raw: BetterSqlite3.Database | undefined
  try {
    raw = new BetterSqlite3(file, { timeout: 5_000 })
    if (raw.pragma('application_id', { simple: true }) !== applicationId) {
      raw.pragma(`application_id = ${applicationId}`)
    }
    raw.pragma('journal_mode = WAL')
    raw.pragma('foreign_keys = ON')
    raw.pragma('journal_size_limit = 67108864')
    return raw
  } catch (error) {
    raw?.close()
    throw explain(file, error)
  }
}

/** Kysely prepares each query anew; remembering the statements by their text makes a read four times faster. */
function kysely(raw: BetterSqlite3.Database): Kysely<Schema> {
  const statements = new Map<string, BetterSqlite3.Statement>()
  const database = {
    close: () => {},
    prepare(text: string) {
      const known = statements.get(text)
      if (known) return known
      if (statements.size === rememberedStatements) statements.clear()
      const statement = raw.prepare(text)
      statements.set(text, statement)
      return statement
    },
  }
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database }) })
}

/** `data_version` changes when another connection has committed; our own commits are told directly. */
function pollChanges(raw: BetterSqlite3.Database, tell: () => void, wanted: () => boolean): () => void {
  const statement = raw.prepare('PRAGMA data_version').pluck()
  let seen: unknown = statement.get()
  const look = () => {
    try {
      return statement.get()
    } catch {
      return seen // busy for a moment, after a process that was killed: the next look tells
    }
  }
  const timer = setInterval(() => {
    if (!wanted()) return
    const now = look()
    if (now === seen) return
    seen = now
    tell()
  }, pollMs)
  return () => clearInterval(timer)
}

const damaged = (file: string) =>
  new AppError(
    'unavailable',
    `${file} is damaged or not a database. Restore it from a backup, or move it away; it was not touched.`,
  )

function explain(file: string, error: unknown): unknown {
  if (/SQLITE_(CORRUPT|NOTADB)/.test(sqliteCode(error))) return damaged(file)
  if (/SQLITE_(READONLY|CANTOPEN)/.test(sqliteCode(error))) {
    return new AppError('unavailable', `${file} cannot be written. Make it and its folder writable.`, {
      cause: error,
    })
  }
  if (/SQLITE_(BUSY|LOCKED)/.test(sqliteCode(error))) {
    return new AppError('unavailable', `${file} is held by another program. End that one, and start again.`, {
      cause: error,
    })
  }
  return error
}
