import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { Retention } from '../config.ts'
import type { Database } from '../store/database.ts'
import { prune } from '../store/prune.ts'

/** `pauseMs` lies between two writes: time for claims, logs and readers. */
const usual = { firstMs: 5_000, everyMs: 5 * 60_000, pauseMs: 20 }

type Parts = { db: Database; retention: Retention; clock: Clock }

/** Deletes old runs and logs from time to time, and in small steps, so that nobody has to wait for it. */
export class Pruner {
  #parts: Parts
  #times: typeof usual

  constructor(parts: Parts, times = usual) {
    this.#parts = parts
    this.#times = times
  }

  /** Goes on until `signal` aborts. A failed round is reported; the next one does what it left. */
  async run(signal: AbortSignal, report: (error: unknown) => void) {
    const { firstMs, everyMs } = this.#times
    for (let waitMs = firstMs; ; waitMs = everyMs) {
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => {})
      if (signal.aborted) return
      await this.round(signal).catch(report)
    }
  }

  async round(signal: AbortSignal) {
    const { db, retention, clock } = this.#parts
    for await (const _ of prune(db, retention, clock.now())) {
      if (signal.aborted) return
      await sleep(this.#times.pauseMs)
    }
  }
}
