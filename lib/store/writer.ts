import { failpoint, type Moment } from '../failpoint.ts'
import type { Tx } from './schema.ts'

/** One transaction after the other, on a connection that does nothing else. */
export type Transactions = {
  readonly tx: Tx
  begin(durable: boolean): Promise<void>
  commit(): Promise<void> | void
  /** Undoes what was begun, in whatever state it is. Never throws. */
  rollBack(): Promise<void> | void
  savepoint(): Promise<void> | void
  release(): Promise<void> | void
  rollBackToSavepoint(): Promise<void> | void
  /** Whether an error has ended the whole transaction, and not only the operation that met it. */
  isLost(error: unknown): boolean
  /** The same error, for whoever asked for the write. */
  explain(error: unknown): unknown
}

type Intention = {
  operation: (tx: Tx) => Promise<unknown>
  durable: boolean
  moment: Moment | undefined
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

const largestBatch = 200

/**
 * The one writer of this process. Intentions queue up while a transaction runs and then share the next one (group
 * commit), each in a savepoint of its own, so that one that throws undoes nothing but itself.
 */
export class Writer {
  #transactions: Transactions
  #queue: Intention[] = []
  #draining: Promise<void> | null = null
  #onCommit: () => void

  constructor(transactions: Transactions, onCommit: () => void) {
    this.#transactions = transactions
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
      await this.#transactions.begin(batch.some((intention) => intention.durable))
      const settled = await this.#runAll(batch)
      await this.#transactions.commit()
      for (const settle of settled) settle()
      this.#onCommit()
    } catch (error) {
      for (const intention of batch) intention.reject(this.#transactions.explain(error))
      await this.#transactions.rollBack()
    }
  }

  /** Everything that an intention came to is told only after the commit. */
  async #runAll(batch: Intention[]): Promise<(() => void)[]> {
    const settled: (() => void)[] = []
    for (const { operation, moment, resolve, reject } of batch) {
      await this.#transactions.savepoint()
      try {
        const value = await operation(this.#transactions.tx)
        if (moment) failpoint(`before-${moment}`)
        await this.#transactions.release()
        settled.push(() => {
          if (moment) failpoint(`after-${moment}`)
          resolve(value)
        })
      } catch (error) {
        if (this.#transactions.isLost(error)) throw error
        await this.#transactions.rollBackToSavepoint()
        settled.push(() => reject(error))
      }
    }
    return settled
  }
}
