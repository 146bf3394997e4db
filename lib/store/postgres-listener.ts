import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { StoreClock } from './database.ts'
import { connectionTo } from './postgres-pool.ts'
import { channel } from './postgres-transactions.ts'

/** How often a connection is asked whether it is still there. */
const lookEveryMs = 2_000
const longestPauseMs = 2_000

/** `self` is how our own changes are signed. */
type Parts = { url: string; self: string; clock: StoreClock; tell: () => void }

/**
 * Hears of what other processes have changed, on a connection of its own that is made anew whenever it breaks. Every
 * two seconds everybody is told in any case: some proxies pass no notification on, and say nothing about it.
 */
export class Listener {
  #parts: Parts
  #stopping = new AbortController()
  #done: Promise<void>

  constructor(parts: Parts) {
    this.#parts = parts
    this.#done = this.#listen()
  }

  async stop() {
    this.#stopping.abort()
    await this.#done
  }

  async #listen() {
    const { signal } = this.#stopping
    for (let failures = 0; !signal.aborted; failures++) {
      const hasListened = await this.#listenOnce().catch(() => false)
      if (hasListened) failures = 0
      const pauseMs = Math.min(longestPauseMs, 100 * 2 ** failures)
      await sleep(pauseMs, undefined, { signal }).catch(() => {})
    }
  }

  /** Until the connection breaks. False where there was none. */
  async #listenOnce(): Promise<boolean> {
    const client = new pg.Client(connectionTo(this.#parts.url))
    const broken = new Promise<void>((resolve) => client.once('error', resolve).once('end', resolve))
    client.on('error', () => {})
    client.on('notification', ({ payload }) => {
      if (payload !== this.#parts.self) this.#parts.tell()
    })
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
      await this.#lookUntil(broken, client)
      return true
    } finally {
      void client.end().catch(() => {})
    }
  }

  async #lookUntil(broken: Promise<void>, client: pg.Client) {
    const { signal } = this.#stopping
    let isBroken = false
    void broken.then(() => {
      isBroken = true
    })
    while (!isBroken && !signal.aborted) {
      this.#parts.tell() // whatever was changed while nobody listened
      await this.#parts.clock.sync().catch(() => {})
      await Promise.race([broken, sleep(lookEveryMs, undefined, { signal }).catch(() => {})])
      const isThere = await client.query('select 1').then(
        () => true,
        () => false,
      )
      if (!isThere) return
    }
  }
}
