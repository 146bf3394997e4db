import { setTimeout as sleep } from 'node:timers/promises'
import type BetterSqlite3 from 'better-sqlite3'
import { AppError } from '../errors.ts'
import type { Tx } from './schema.ts'
import type { Transactions } from './writer.ts'

const lockPatienceMs = 5_000

/** The transactions of one connection to a SQLite file. `tx` is its query builder. */
export class SqliteTransactions implements Transactions {
  readonly tx: Tx
  #raw: BetterSqlite3.Database
  #synchronous = ''

  constructor(raw: BetterSqlite3.Database, tx: Tx) {
    this.#raw = raw
    this.tx = tx
  }

  /** Waits for another program's lock without blocking the event loop, as SQLite's own busy time-out would. */
  async begin(durable: boolean) {
    this.#setSynchronous(durable ? 'FULL' : 'NORMAL')
    for (const deadline = performance.now() + lockPatienceMs; ; ) {
      try {
        this.#raw.exec('BEGIN IMMEDIATE')
        return
      } catch (error) {
        if (sqliteCode(error) !== 'SQLITE_BUSY' || performance.now() > deadline) throw error
        await sleep(2 + Math.random() * 8)
      }
    }
  }

  commit() {
    this.#raw.exec('COMMIT')
  }

  rollBack() {
    try {
      if (this.#raw.inTransaction) this.#raw.exec('ROLLBACK')
    } catch {
      // SQLite has undone it by itself, or the next BEGIN says what is wrong
    }
  }

  savepoint() {
    this.#raw.exec('SAVEPOINT intention')
  }

  release() {
    this.#raw.exec('RELEASE intention')
  }

  rollBackToSavepoint() {
    this.#raw.exec('ROLLBACK TO intention')
    this.#raw.exec('RELEASE intention')
  }

  isLost(error: unknown) {
    return isTrouble(error) || !this.#raw.inTransaction
  }

  explain(error: unknown) {
    if (!isTrouble(error)) return error
    const code = sqliteCode(error)
    const reason = reasons.find(([prefix]) => code.startsWith(prefix))?.[1] ?? `it answered ${code}`
    return new AppError('unavailable', `The store cannot be written right now: ${reason}.`, { cause: error })
  }

  #setSynchronous(level: 'FULL' | 'NORMAL') {
    if (this.#synchronous === level) return
    this.#raw.pragma(`synchronous = ${level}`)
    this.#synchronous = level
  }
}

export const sqliteCode = (error: unknown) => String((error as { code?: unknown }).code ?? '')

/** The file or the disk is in the way: no fault of the operation. */
const isTrouble = (error: unknown) =>
  /^SQLITE_(BUSY|FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM)/.test(sqliteCode(error))

const reasons: [string, string][] = [
  ['SQLITE_BUSY', 'another program holds its lock'],
  ['SQLITE_FULL', 'the disk is full'],
  ['SQLITE_READONLY', 'the file or its folder is read-only'],
  ['SQLITE_IOERR', 'the disk answers with errors'],
  ['SQLITE_CORRUPT', 'the file is damaged'],
]
