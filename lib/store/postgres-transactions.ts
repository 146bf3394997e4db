import { AppError } from '../errors.ts'
import { type Connection, kyselyOn, type Pool } from './postgres-pool.ts'
import { explain } from './postgres-trouble.ts'
import type { Transactions } from './writer.ts'

export const channel = 'runboard'
/** "RunB", and what the lock is for: programs that share the database have locks of their own. */
export const lockOf = (what: 'writes' | 'migration') => `1383427650, ${what === 'writes' ? 1 : 2}`

/** A cluster that is set up not to wait for its disk waits for what must be durable; one that waits for more, does so. */
const durably = `select set_config('synchronous_commit',
  case current_setting('synchronous_commit') when 'off' then 'on' else current_setting('synchronous_commit') end, true)`

/**
 * The transactions of one process: the writers of all processes take turns, as on SQLite, so that each finds what the
 * one before it has left. The end of a transaction, or of its connection, is the end of its turn.
 */
export class PostgresTransactions implements Transactions {
  readonly tx = kyselyOn({ connect: async () => this.#connection, end: async () => {}, options: {} })
  #pool: Pool
  #self: string
  #open: Connection | null = null

  /** `self` tells the others who has changed something. */
  constructor(pool: Pool, self: string) {
    this.#pool = pool
    this.#self = self
  }

  async begin(durable: boolean) {
    this.#open = await this.#pool.connect()
    const synchronous = durable ? durably : 'set local synchronous_commit = off'
    await this.#say(
      `begin isolation level read committed; ${synchronous}; select pg_advisory_xact_lock(${lockOf('writes')})`,
    )
  }

  async commit() {
    await this.#say(`select pg_notify('${channel}', '${this.#self}'); commit`)
    this.#letGo()
  }

  async rollBack() {
    if (!this.#open) return
    const isUndone = await this.#say('rollback').then(
      () => true,
      () => false, // so it is by the end of its connection
    )
    this.#letGo(!isUndone)
  }

  savepoint = () => this.#say('savepoint intention')
  release = () => this.#say('release intention')
  rollBackToSavepoint = () => this.#say('rollback to intention; release intention')

  isLost(error: unknown) {
    return error instanceof AppError && error.code === 'unavailable'
  }

  explain = explain

  get #connection() {
    if (!this.#open) throw new Error('There is no transaction.')
    // Its queries come and go; the connection stays until the transaction ends.
    return { query: this.#open.query, release: () => {} }
  }

  async #say(text: string) {
    await this.#open?.query(text)
  }

  #letGo(isBroken = false) {
    this.#open?.release(isBroken)
    this.#open = null
  }
}
