import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { Database } from '../store/database.ts'
import { appendLog, type Chunk, lastSeq, type StoredLine } from '../store/log.ts'
import type { Claim } from '../store/transition.ts'
import { LogLimit } from './log-limit.ts'
import type { Mask } from './mask.ts'
import { OutputSource } from './output-source.ts'
import { isUnavailable, persist } from './persist.ts'
import type { TaskProcess } from './task-process.ts'

const flushEveryMs = 100
const largestChunk = 64 * 1024
/** More than this waiting to be written, and the task is made to wait; while the store fails, the oldest goes. */
const mostPending = 4 * 1024 * 1024

type Streams = Pick<TaskProcess, 'stdout' | 'stderr'>

/** Reads the output of one attempt and writes it to the store as numbered lines, in chunks. */
export class AttemptLog {
  /** Resolves when the marker came through both streams, or both are closed. */
  readonly complete: Promise<void>
  /** Asked about every line that begins with `::`; true takes the line out of the log. */
  takeControl: (line: string) => boolean = () => false
  /** Told all that the task writes, as it is shown. */
  onText: (stream: 'o' | 'e', text: string) => void = () => {}
  #db: Database
  #claim: Claim
  #clock: Clock
  #mask: Mask
  #seq = 0
  #limit: LogLimit
  #open: Chunk
  #pending: Chunk[] = []
  #pendingBytes = 0
  #writing: Promise<void> | null = null
  #mayPause = true
  #isStoreFailing = false
  /** Why the store takes none of our lines, where waiting would not help. */
  #fault: unknown = null
  #timer: NodeJS.Timeout | undefined
  #sources: OutputSource[] = []
  /** What each stream does last. */
  #ends: (() => void)[] = []

  constructor(db: Database, claim: Claim, options: { limit: number; clock: Clock; mask: Mask }) {
    this.#db = db
    this.#claim = claim
    this.#clock = options.clock
    this.#mask = options.mask
    this.#limit = new LogLimit(options.limit)
    this.#open = this.#emptyChunk()
    this.complete = new Promise((resolve) => {
      this.#whenComplete = resolve
    })
  }
  #whenComplete: () => void = () => {}

  /** Goes on after the lines of earlier attempts. */
  async open() {
    if (this.#claim.attempt > 1) this.#seq = await persist(() => lastSeq(this.#db.read, this.#claim.run))
    this.#open = this.#emptyChunk()
    this.#timer = setInterval(() => this.#tick(), flushEveryMs)
  }

  read({ stdout, stderr }: Streams, marker: string) {
    const source = (socket: typeof stdout, stream: 'o' | 'e') => {
      const shown = this.#mask.stream()
      this.#ends.push(() => {
        const rest = shown('', true)
        if (rest) this.#add(stream, rest, true)
      })
      return new OutputSource(socket, marker, {
        onLine: (text, partial) => {
          const visible = shown(text, !partial)
          this.onText(stream, partial ? visible : `${visible}\n`)
          if (visible || !partial) this.#add(stream, visible, partial)
        },
        takeControl: (line) => this.takeControl(line),
        onComplete: () => this.#check(),
      })
    }
    this.#sources = [source(stdout, 'o'), source(stderr, 'e')]
  }

  /** What wrote into it is gone: the rest, at most what a pipe holds, is taken however slow the store is. */
  hurry() {
    this.#mayPause = false
    for (const source of this.#sources) source.pause(false)
  }

  /** A line of our own. */
  say(text: string) {
    this.#add('s', this.#mask.text(text), false)
  }

  /** Takes no more, and resolves when every line is stored, however long the store is away. */
  async close() {
    this.stop()
    this.#closeChunk()
    while (this.#pending.length > 0 || this.#writing) {
      await (this.#writing ?? this.#write())
      if (this.#fault) throw this.#fault
      if (this.#isStoreFailing) await sleep(flushEveryMs)
    }
  }

  /** Takes no more. */
  stop() {
    clearInterval(this.#timer)
    for (const source of this.#sources) source.stop()
    for (const end of this.#ends.splice(0)) end()
  }

  #check() {
    if (this.#sources.every((source) => source.isComplete)) this.#whenComplete()
  }

  #add(stream: StoredLine[1], text: string, partial: boolean) {
    const bytes = Buffer.byteLength(text) + (partial ? 0 : 1)
    if (this.#open.bytes + bytes > largestChunk) this.#closeChunk()
    this.#seq++
    this.#open.lines.push(partial ? [this.#clock.now(), stream, text, 1] : [this.#clock.now(), stream, text])
    this.#open.bytes += bytes
  }

  #emptyChunk(): Chunk {
    return { firstSeq: this.#seq + 1, lines: [], bytes: 0 }
  }

  #closeChunk() {
    if (this.#open.lines.length === 0) return
    this.#limit.add(this.#open)
    this.#pending.push(this.#open)
    this.#pendingBytes += this.#open.bytes
    this.#open = this.#emptyChunk()
    this.#shed()
    if (!this.#writing) void this.#write()
  }

  #tick() {
    for (const source of this.#sources) source.flush()
    this.#closeChunk()
    if (this.#pending.length > 0 && !this.#writing) void this.#write()
  }

  /** Keeps memory bounded: the task waits for a slow store, but not for one that fails. */
  #shed() {
    const isFull = this.#pendingBytes > mostPending
    if (isFull && this.#isStoreFailing) this.#limit.dropOldest()
    for (const source of this.#sources) source.pause(isFull && this.#mayPause && !this.#isStoreFailing)
    const kept = this.#pending.filter((chunk) => !this.#limit.isDropped(chunk))
    this.#pending = kept
    this.#pendingBytes = kept.reduce((sum, chunk) => sum + chunk.bytes, 0)
  }

  async #write() {
    const chunks = this.#pending
    this.#pending = []
    this.#writing = appendLog(this.#db, this.#claim, chunks, this.#limit.gap()).then(
      () => this.#written(),
      (error) => this.#notWritten(chunks, error),
    )
    await this.#writing
    this.#writing = null
    if (this.#pendingBytes > largestChunk && !this.#isStoreFailing) void this.#write()
  }

  #written() {
    this.#isStoreFailing = false
    this.#pendingBytes = this.#pending.reduce((sum, chunk) => sum + chunk.bytes, 0)
    this.#shed()
  }

  #notWritten(chunks: Chunk[], error: unknown) {
    this.#isStoreFailing = true
    if (!isUnavailable(error)) this.#fault ??= error
    this.#pending = [...chunks, ...this.#pending]
    this.#shed()
  }
}
