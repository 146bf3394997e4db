import { setTimeout as sleep } from 'node:timers/promises'
import type BetterSqlite3 from 'better-sqlite3'
import { AppError } from '../errors.ts'
import { failpoint, type Moment } from '../failpoint.ts'
import type { Tx } from './schema.ts'

type Intention = {
  operation: (tx: Tx) => Promise<unknown>
  durable: boolean
  moment: Moment | undefined
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

const largestBatch = 200
const lockPatienceMs = 5_000

/**
 * The one writer of this process on a SQLite file. Intentions queue up while a transaction runs and then share the
 * next one (group commit), each in a savepoint of its own, so that one that throws undoes nothing but itself.
 */
export class Writer {
  #raw: BetterSqlite3.Database
  #tx: Tx
  #queue: Intention[] = []
  #draining: Promise<void> | null = null
  #synchronous = ''
  #onCommit: () => void

  constructor(raw: BetterSqlite3.Database, tx: Tx, onCommit: () => void) {
    this.#raw = raw
    this.#tx = tx
    this.#onCommit = onCommit
  }

  write<T>(operation: (tx: Tx) => Promise<T>, durable: boolean, moment?: Moment): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ operation, durable, moment, resolve: resolve as (value: unknown) => void, reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Resolves when everything asked for so far is committed or refused. */
  async idle() {
    while (this.#draining) await this.#draining
  }

  async #drain() {
    await Promise.resolve() // intentions of the same tick share the first transaction
    while (this.#queue.length > 0) await this.#commit(this.#queue.splice(0, largestBatch))
    this.#draining = null // in the step that found the queue empty: what is asked for later begins anew
  }

  async #commit(batch: Intention[]) {
    try {
      this.#setSynchronous(batch.some((intention) => intention.durable) ? 'FULL' : 'NORMAL')
      await this.#begin()
      const settled = await this.#runAll(batch)
      this.#raw.exec('COMMIT')
      for (const settle of settled) settle()
      this.#onCommit()
    } catch (error) {
      for (const intention of batch) intention.reject(unavailable(error))
      this.#rollBack()
    }
  }

  #rollBack() {
    try {
      if (this.#raw.inTransaction) this.#raw.exec('ROLLBACK')
    } catch {
      // SQLite has undone it by itself, or the next BEGIN says what is wrong
    }
  }

  /** Everything that an intention came to is told only after the commit. */
  async #runAll(batch: Intention[]): Promise<(() => void)[]> {
    const settled: (() => void)[] = []
    for (const { operation, moment, resolve, reject } of batch) {
      this.#raw.exec('SAVEPOINT intention')
      try {
        const value = await operation(this.#tx)
        if (moment) failpoint(`before-${moment}`)
        this.#raw.exec('RELEASE intention')
        settled.push(() => {
          if (moment) failpoint(`after-${moment}`)
          resolve(value)
        })
      } catch (error) {
        if (isSqliteTrouble(error) || !this.#raw.inTransaction) throw error
        this.#raw.exec('ROLLBACK TO intention')
        this.#raw.exec('RELEASE intention')
        settled.push(() => reject(error))
      }
    }
    return settled
  }

  /** Waits for another program's lock without blocking the event loop, as SQLite's own busy time-out would. */
  async #begin() {
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

  #setSynchronous(level: 'FULL' | 'NORMAL') {
    if (this.#synchronous === level) return
    this.#raw.pragma(`synchronous = ${level}`)
    this.#synchronous = level
  }
}

export const sqliteCode = (error: unknown) => String((error as { code?: unknown }).code ?? '')

/** The file or the disk is in the way: no fault of the operation. */
const isSqliteTrouble = (error: unknown) =>
  /^SQLITE_(BUSY|FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM)/.test(sqliteCode(error))

function unavailable(error: unknown) {
  if (!isSqliteTrouble(error)) return error
  const code = sqliteCode(error)
  const reason = reasons.find(([prefix]) => code.startsWith(prefix))?.[1] ?? `it answered ${code}`
  return new AppError('unavailable', `The store cannot be written right now: ${reason}.`, { cause: error })
}

const reasons: [string, string][] = [
  ['SQLITE_BUSY', 'another program holds its lock'],
  ['SQLITE_FULL', 'the disk is full'],
  ['SQLITE_READONLY', 'the file or its folder is read-only'],
  ['SQLITE_IOERR', 'the disk answers with errors'],
  ['SQLITE_CORRUPT', 'the file is damaged'],
]
