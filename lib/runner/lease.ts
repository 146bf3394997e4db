import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../store/database.ts'
import { beat, heartbeatMs, leaseMs } from '../store/runners.ts'
import { LeaseFile } from './lease-file.ts'

const retryEveryMs = 250
/** How long before the end of a lease what executes under it is ended: by the runner, and by itself where that hangs. */
const marginMs = 2_000
const lastMarginMs = 1_000

/** `data` is the data folder. */
type Holder = { id: string; data: string; report: (error: unknown) => void }

/** Keeps a runner alive in the eyes of the others, and tells when it must not count on that any more. */
export class Lease {
  /** Resolves, with the reason, while the lease still holds, so that its processes can be ended in time. */
  readonly lost: Promise<string>
  #db: Database
  /** Where the store has one runner only, nobody waits for the end of its lease. */
  #file: LeaseFile | null
  #runner: string
  #lose: (reason: string) => void
  #report: (error: unknown) => void
  #expiry: NodeJS.Timeout | undefined

  constructor(db: Database, { id, data, report }: Holder) {
    const { promise, resolve } = Promise.withResolvers<string>()
    this.lost = promise
    this.#lose = resolve
    this.#db = db
    this.#runner = id
    this.#file = db.isShared ? new LeaseFile(data, id) : null
    this.#report = report
  }

  /** Where task processes read how long they may go on; null where that is no matter. */
  get file(): string | null {
    return this.#file?.path ?? null
  }

  /** Beats until `signal` aborts; `onBeat` is called after each. The first lease began as the runner was registered. */
  async keep(signal: AbortSignal, registeredAt: number, onBeat: () => void) {
    this.#extend(registeredAt)
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
    this.#file?.remove()
  }

  /** From before it was asked for: the store counts from later. */
  async #beat() {
    const askedAt = performance.now()
    if (await beat(this.#db, this.#runner, await this.#db.clock.sync())) this.#extend(askedAt)
    else this.#lose('other runners took this one for dead')
  }

  /** By a clock that nobody sets. */
  #extend(from: number) {
    clearTimeout(this.#expiry)
    if (!this.#file) return
    const leftMs = from + leaseMs - performance.now()
    this.#file.extend(leftMs - lastMarginMs)
    const expire = () => this.#lose('the store could not be reached for too long')
    this.#expiry = setTimeout(expire, leftMs - marginMs)
  }
}
