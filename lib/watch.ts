/** Waiting for news without asking again and again: one watch per distinct key, read once for all who wait. */

/** Calls the listener after every change of anything that a read may see. */
export type Source = { onChange(listener: () => void): () => void }

const shared: WeakMap<Source, Watches> = sharedByName('runboard.watches', () => new WeakMap())

/** The watches over `source`, one set in the process although Next bundles every route apart. */
export function watches(source: Source): Watches {
  const found = shared.get(source) ?? new Watches(source)
  shared.set(source, found)
  return found
}

export class Watches {
  readonly #source: Source
  readonly #byKey = new Map<string, Watch<unknown>>()

  constructor(source: Source) {
    this.#source = source
  }

  /** How many keys are watched right now. */
  get size(): number {
    return this.#byKey.size
  }

  /**
   * The first value that `accept` takes, or the newest there is once `signal` aborts; rejects when `read` does.
   * `read` must answer the same for everybody who waits for `key`.
   */
  until<T>(
    key: string,
    read: () => Promise<T>,
    accept: (value: T) => boolean,
    signal: AbortSignal,
  ): Promise<T> {
    const found = this.#byKey.get(key) as Watch<T> | undefined
    return (found ?? this.#add(key, read)).until(accept, signal)
  }

  #add<T>(key: string, read: () => Promise<T>): Watch<T> {
    const watch = new Watch(this.#source, read, () => this.#byKey.delete(key))
    this.#byKey.set(key, watch as Watch<unknown>)
    return watch
  }
}

/** Read at most this often, however much changes. */
const throttleMs = 50
/** Read at least this often: a runner that dies changes nothing in the store. */
const refreshMs = 5_000
/** Kept so long without waiters: each of them comes back with the tag of what it got, all at once. */
const lingerMs = 1_000
/** Answered at once, before other requests get their turn. */
const portion = 10

type Waiter<T> = { accept(value: T): boolean; resolve(value: T): void; reject(error: unknown): void }

class Watch<T> {
  readonly #read: () => Promise<T>
  readonly #waiters = new Set<Waiter<T>>()
  readonly #unsubscribe: () => void
  readonly #gone: () => void
  #latest: { value: T } | null = null
  /** Set by a change, cleared when a read begins: one that comes during a read asks for another. */
  #stale = true
  #reading = false
  #readAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  constructor(source: Source, read: () => Promise<T>, gone: () => void) {
    this.#read = read
    this.#gone = gone
    this.#unsubscribe = source.onChange(() => this.#changed())
  }

  async until(accept: (value: T) => boolean, signal: AbortSignal): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const waiter: Waiter<T> = { accept, resolve, reject }
    const release = () => {
      waiter.accept = () => true
      if (this.#latest) this.#offer(waiter, this.#latest.value)
      this.#plan()
    }
    this.#waiters.add(waiter)
    signal.addEventListener('abort', release)
    if (this.#latest && !this.#stale) this.#offer(waiter, this.#latest.value)
    if (signal.aborted) release()
    else this.#plan()
    return await promise.finally(() => signal.removeEventListener('abort', release))
  }

  #changed() {
    if (this.#stale) return
    this.#stale = true
    this.#plan()
  }

  /** Sets the one timer to whatever comes next: a read, or the end of a watch for which nobody waits. */
  #plan() {
    clearTimeout(this.#timer)
    if (this.#reading) return
    if (this.#waiters.size === 0) {
      this.#timer = setTimeout(() => this.#end(), lingerMs).unref()
      return
    }
    const after = this.#readAt + (this.#stale ? throttleMs : refreshMs) - performance.now()
    if (after <= 0) void this.#refresh()
    else this.#timer = setTimeout(() => this.#refresh(), after)
  }

  async #refresh() {
    this.#reading = true
    this.#stale = false
    this.#readAt = performance.now()
    try {
      const value = await this.#read()
      this.#latest = { value }
      await this.#offerAll(value)
    } catch (error) {
      this.#fail(error)
    }
    this.#reading = false
    this.#plan()
  }

  /** In portions: whoever asks for something else is not behind the answers to all who wait. */
  async #offerAll(value: T) {
    let offered = 0
    for (const waiter of this.#waiters) {
      this.#offer(waiter, value)
      offered += 1
      if (offered % portion === 0) await new Promise(setImmediate)
    }
  }

  #offer(waiter: Waiter<T>, value: T) {
    if (!waiter.accept(value)) return
    this.#waiters.delete(waiter)
    waiter.resolve(value)
  }

  #fail(error: unknown) {
    this.#latest = null
    this.#stale = true
    for (const waiter of this.#waiters) waiter.reject(error)
    this.#waiters.clear()
  }

  #end() {
    this.#unsubscribe()
    this.#gone()
  }
}

function sharedByName<V>(name: string, make: () => V): V {
  const holder = globalThis as unknown as Record<symbol, V>
  holder[Symbol.for(name)] ??= make()
  return holder[Symbol.for(name)] as V
}
