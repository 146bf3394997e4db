import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { memoryOf } from './processes.ts'
import { TaskProcess } from './task-process.ts'
import { kill } from './terminate.ts'

const mostAttempts = 10_000
const mostMemory = 256 * 1024 * 1024
/** A process that has left more open than this soon can open none. */
const mostFiles = 100

/** What task processes get of their runner: its mark, and the file of its lease where it has one. */
type Marks = { token: string; lease: string | null }

/** Room for one running attempt, with a warm task process. */
export class Slot {
  /** Ready for an attempt; null while one is being forked or in use. */
  idle: TaskProcess | null = null
  #token: string
  #lease: string | null
  #onReady: () => void
  #onTrouble: (error: unknown) => void
  #generation = 0
  #isClosed = false
  #forking: Promise<void> | null = null

  constructor(
    { token, lease }: Marks,
    generation: number,
    onReady: () => void,
    onTrouble: (error: unknown) => void,
  ) {
    this.#token = token
    this.#lease = lease
    this.#generation = generation
    this.#onReady = onReady
    this.#onTrouble = onTrouble
    this.#refill()
  }

  /** The warm process, for one attempt; give it back. */
  take(): TaskProcess {
    const process = this.idle
    if (!process) throw new Error('This slot has no process ready.')
    this.idle = null
    return process
  }

  /** After an attempt: the process is kept warm if nothing speaks against it. */
  giveBack(process: TaskProcess, isReusable: boolean, generation: number) {
    const isFit = isReusable && generation === this.#generation && isHealthy(process)
    if (isFit && !this.#isClosed) {
      this.#makeIdle(process)
      this.#onReady()
      return
    }
    void discard(process)
    this.#refill()
  }

  /** Code of tasks has changed: what is warm has loaded the old one. */
  renew(generation: number) {
    this.#generation = generation
    if (!this.idle) return
    void discard(this.idle)
    this.idle = null
    this.#refill()
  }

  async close() {
    this.#isClosed = true
    await this.#forking
    if (this.idle) await discard(this.idle)
    this.idle = null
  }

  #makeIdle(process: TaskProcess) {
    this.idle = process
    process.onExit = () => {
      if (this.idle !== process) return
      this.idle = null
      process.dispose()
      this.#refill()
    }
  }

  #refill() {
    if (this.#isClosed || this.#forking) return
    this.#forking = this.#fork().finally(() => {
      this.#forking = null
      if (this.idle) this.#onReady()
    })
  }

  async #fork() {
    for (let failures = 0; !this.#isClosed && !this.idle; failures++) {
      const generation = this.#generation
      try {
        const process = await TaskProcess.fork(this.#token, this.#lease)
        if (this.#isClosed || generation !== this.#generation) void discard(process)
        else this.#makeIdle(process)
      } catch (error) {
        this.#onTrouble(error)
        await sleep(Math.min(5_000, 100 * 2 ** failures))
      }
    }
  }
}

async function discard(process: TaskProcess) {
  process.onExit = () => {}
  await kill({ group: process.pid, tokens: [] })
  process.dispose()
}

function isHealthy(process: TaskProcess): boolean {
  return (
    !process.exit &&
    !process.hadLateOutput &&
    process.attempts < mostAttempts &&
    memoryOf(process.pid) < mostMemory &&
    filesOf(process.pid) < mostFiles
  )
}

/** How many files a process has open; 0 where the system does not tell. */
function filesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length
  } catch {
    return 0
  }
}
