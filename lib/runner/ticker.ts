/** Calls `write` with the newest value, at most once in `everyMs`; `flush` writes what still waits. */
export class Ticker<T> {
  #everyMs: number
  #write: (value: T) => void
  #waiting: { value: T } | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(everyMs: number, write: (value: T) => void) {
    this.#everyMs = everyMs
    this.#write = write
  }

  push(value: T) {
    this.#waiting = { value }
    if (this.#timer) return
    this.flush()
    this.#timer = setTimeout(() => {
      this.#timer = null
      if (this.#waiting) this.push(this.#waiting.value)
    }, this.#everyMs)
  }

  flush() {
    if (!this.#waiting) return
    const { value } = this.#waiting
    this.#waiting = null
    this.#write(value)
  }

  stop() {
    this.flush()
    if (this.#timer) clearTimeout(this.#timer)
  }
}
