import type { Kysely } from 'kysely'
import type { Clock } from '../clock.ts'
import type { Moment } from '../failpoint.ts'
import type { Schema, Tx } from './schema.ts'

/** One store as the engine sees it: many readers, guarded writes, and word of every change. */
export interface Database {
  /** For reading. Never held open over an await that is not a query. */
  readonly read: Kysely<Schema>
  /** What all processes of this store take for the time, whatever the clocks of their machines show. */
  readonly clock: StoreClock
  /** Whether several runners may work on it: then one is dead once its lease is over, and before that alive. */
  readonly isShared: boolean
  /**
   * Runs `operation` in a transaction, after those that were asked for before it; it may await its own queries only.
   * Resolves once it is committed; with `durable` it then survives a power cut. Tests let the process die around the
   * commit at `failpoint`.
   * @throws AppError `unavailable` while the store cannot be written; where it was cut off in the middle, nobody knows
   * whether it was committed, and whoever must know asks in a write of its own.
   */
  write<T>(operation: (tx: Tx) => Promise<T>, options?: { durable?: boolean; failpoint?: Moment }): Promise<T>
  /** Calls `listener` soon after any process changed anything. Returns how to stop that. */
  onChange(listener: () => void): () => void
  close(): Promise<void>
}

export type StoreClock = Clock & {
  /** The time as the store has it at this very moment. @throws AppError `unavailable` */
  sync(): Promise<number>
}
