import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../store/database.ts'
import { beat, heartbeatMs, leaseMs } from '../store/runners.ts'

const retryEveryMs = 250
/** How long before the end of a lease what executes under it is ended. */
const marginMs = 2_000

/** Keeps a runner alive in the eyes of the others, and tells when it must not count on that any more. */
export class Lease {
  /** Resolves, with the reason, while the lease still holds, so that its processes can be ended in time. */
  readonly lost: Promise<string>
  #db: Database
  #runner: string
  #lose: (reason: string) => void
  #report: (error: unknown) => void
  #expiry: NodeJS.Timeout | undefined

  constructor(db: Database, runner: string, report: (error: unknown) => void) {
    const { promise, resolve } = Promise.withResolvers<string>()
    this.lost = promise
    this.#lose = resolve
    this.#db = db
    this.#runner = runner
    this.#report = report
  }

  /** Beats until `signal` aborts; `onBeat` is called after each. The runner has just been registered. */
  async keep(signal: AbortSignal, onBeat: () => void) {
    this.#extend(performance.now())
    for (let isTroubled = false; !signal.aborted; ) {
      await sleep(isTroubled ? retryEveryMs : heartbeatMs, undefined, { signal }).catch(() => {})
      if (signal.aborted) break
      try {
        await this.#beat()
        isTroubled = false
        onBeat()
      } catch (error) {
        if (!isTroubled) this.#report(error)
        isTroubled = true
      }
    }
    clearTimeout(this.#expiry)
  }

  /** From before it was asked for: the store counts from later. */
  async #beat() {
    const askedAt = performance.now()
    if (await beat(this.#db, this.#runner, await this.#db.clock.sync())) this.#extend(askedAt)
    else this.#lose('other runners took this one for dead')
  }

  /** By a clock that nobody sets. Where the store has one runner only, nobody else waits for the end of its lease. */
  #extend(from: number) {
    clearTimeout(this.#expiry)
    if (!this.#db.isShared) return
    const leftMs = from + leaseMs - marginMs - performance.now()
    this.#expiry = setTimeout(() => this.#lose('the store could not be reached for too long'), leftMs)
  }
}
