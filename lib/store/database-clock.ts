import type { StoreClock } from './database.ts'

/** A reading that took longer tells too little. */
const longestReadingMs = 1_000

/**
 * The clock of the database, told by this process: read from time to time and counted on by a clock that nobody sets.
 * Machines whose own clocks differ agree on what is due, and on who is alive.
 */
export class DatabaseClock implements StoreClock {
  #read: () => Promise<number>
  #offset = Date.now() - performance.now()

  /** `read` asks the database for its time. */
  constructor(read: () => Promise<number>) {
    this.#read = read
  }

  now(): number {
    return Math.round(performance.now() + this.#offset)
  }

  async sync(): Promise<number> {
    const askedAt = performance.now()
    const time = await this.#read()
    const tookMs = performance.now() - askedAt
    const offset = time - (askedAt + tookMs / 2)
    const isNews = Math.abs(offset - this.#offset) > tookMs / 2 + 1 // what is less may be the way it took
    if (isNews && tookMs < longestReadingMs) this.#offset = offset
    return time
  }
}
