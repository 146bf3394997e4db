import type { Chunk } from '../store/log.ts'

type Kept = Pick<Chunk, 'firstSeq' | 'bytes'> & { lastSeq: number }

/** Which chunks of a log stay when it grows over its limit: the first tenth (1 MB of 10), and the newest. */
export class LogLimit {
  #limit: number
  #headLimit: number
  #headBytes = 0
  #headLastSeq = 0
  #tail: Kept[] = []
  #tailBytes = 0
  #droppedBytes = 0
  #droppedSeq = 0

  constructor(limit: number) {
    this.#limit = limit
    this.#headLimit = Math.min(limit / 10, 1024 * 1024)
  }

  add({ firstSeq, lines, bytes }: Chunk) {
    const lastSeq = firstSeq + lines.length - 1
    if (this.#tail.length === 0 && this.#droppedSeq === 0 && this.#headBytes + bytes <= this.#headLimit) {
      this.#headBytes += bytes
      this.#headLastSeq = lastSeq
      return
    }
    this.#tail.push({ firstSeq, lastSeq, bytes })
    this.#tailBytes += bytes
    while (this.#headBytes + this.#tailBytes > this.#limit && this.#tail.length > 1) this.dropOldest()
  }

  /** Gives up the oldest chunk after the head. */
  dropOldest() {
    const oldest = this.#tail.shift()
    if (!oldest) return
    this.#tailBytes -= oldest.bytes
    this.#droppedBytes += oldest.bytes
    this.#droppedSeq = oldest.lastSeq
  }

  isDropped({ firstSeq }: Chunk): boolean {
    return firstSeq > this.#headLastSeq && firstSeq <= this.#droppedSeq
  }

  /** The lines that are gone lie between these two; undefined while none is. */
  gap(): { bytes: number; afterSeq: number; beforeSeq: number } | undefined {
    if (this.#droppedBytes === 0) return undefined
    return { bytes: this.#droppedBytes, afterSeq: this.#headLastSeq, beforeSeq: this.#droppedSeq + 1 }
  }
}
