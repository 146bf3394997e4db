import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Database } from '../store/database.ts'
import { lastSeq } from '../store/log.ts'
import { beat, heartbeatMs, markEnded, markStopping, registerRunner } from '../store/runners.ts'
import type { RunRow } from '../store/schema.ts'
import { syncTasks } from '../store/tasks.ts'
import { cancelsAsked, claimRun, hasNextRun, nextDue } from '../store/transition.ts'
import { version } from '../version.ts'
import { Attempt } from './attempt.ts'
import { type Definitions, loadDefinitions } from './definitions.ts'
import { persist } from './persist.ts'
import { settlePredecessors } from './recover.ts'
import { settleAttempt } from './settle.ts'
import { Slot } from './slot.ts'
import { folderSignature } from './tasks-folder.ts'

const lookAtFolderEveryMs = 1_000

type Parts = { db: Database; config: Config; clock: Clock; logger: Logger }

/** Takes queued runs and executes their attempts, one a slot, until it is stopped. */
export class Runner {
  readonly id = `runner_${randomBytes(8).toString('hex')}`
  #parts: Parts
  #token = randomBytes(16).toString('hex')
  #definitions: Definitions = { stored: [], loaded: new Map() }
  #generation = 0
  #slots: Slot[] = []
  #running = new Map<string, Attempt>()
  #isStopping = false
  #isLooking = false
  #lookAgain = false
  #dueTimer: NodeJS.Timeout | null = null
  #timers: NodeJS.Timeout[] = []
  #unsubscribe: () => void = () => {}
  #onIdle: (() => void) | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async start() {
    const { db, config, clock, logger } = this.#parts
    await registerRunner(db, {
      id: this.id,
      name: config.runnerName,
      host: hostname(),
      pid: process.pid,
      token: this.#token,
      version,
      slots: config.slots,
      now: clock.now(),
    })
    await settlePredecessors(db, this.id, clock)
    const newSlot = () => new Slot(this.#token, () => this.#wake(), (error) => logger.error(error, 'fork failed'))
    this.#slots = Array.from({ length: config.slots }, newSlot)
    await this.#reload()
    this.#unsubscribe = db.onChange(() => this.#wake())
    this.#every(heartbeatMs, () => beat(db, this.id, clock.now()))
    this.#every(lookAtFolderEveryMs, () => this.#reloadIfChanged())
    this.#wake()
  }

  /** How many attempts are being executed. */
  get running() {
    return this.#running.size
  }

  /** Resolves when nothing runs and nothing waits that could start now. */
  untilIdle(): Promise<void> {
    return new Promise((resolve) => {
      this.#onIdle = resolve
      this.#wake()
    })
  }

  /** Starts nothing more; running attempts may go on until `hurry` aborts, and are then stopped. */
  async stop(hurry: AbortSignal) {
    const { db, clock } = this.#parts
    this.#isStopping = true
    await persist(() => markStopping(db, this.id, clock.now()))
    const stopAll = () => {
      for (const attempt of this.#running.values()) attempt.stop('shutdown', this.#graceOf(attempt))
    }
    hurry.addEventListener('abort', stopAll)
    if (hurry.aborted) stopAll()
    while (this.#running.size > 0) await new Promise<void>((resolve) => this.#settled.push(resolve))
    for (const timer of this.#timers) clearInterval(timer)
    if (this.#dueTimer) clearTimeout(this.#dueTimer)
    this.#unsubscribe()
    await Promise.all(this.#slots.map((slot) => slot.close()))
    await persist(() => markEnded(db, this.id, clock.now()))
  }
  #settled: (() => void)[] = []

  #graceOf(attempt: Attempt): number {
    return this.#definitions.loaded.get(attempt.task)?.policy.killGraceMs ?? 0
  }

  #every(ms: number, work: () => Promise<unknown>) {
    const timer = setInterval(() => {
      work().catch((error) => this.#parts.logger.error(error))
    }, ms)
    this.#timers.push(timer)
  }

  // Tasks

  #signature = ''
  #isLoading = false

  async #reloadIfChanged() {
    if (this.#isLoading || folderSignature(this.#parts.config.tasks) === this.#signature) return
    await this.#reload()
  }

  async #reload() {
    const { db, config, clock } = this.#parts
    this.#isLoading = true
    try {
      this.#signature = folderSignature(config.tasks)
      const definitions = await loadDefinitions(config.tasks, this.#token)
      this.#definitions = definitions
      this.#generation++
      for (const slot of this.#slots) slot.renew(this.#generation)
      await persist(() => syncTasks(db, this.id, definitions.stored, clock.now()))
    } finally {
      this.#isLoading = false
    }
  }

  // Runs

  /** Something may have changed: look once, and once more if it changed while looking. */
  #wake() {
    if (this.#isLooking) {
      this.#lookAgain = true
      return
    }
    this.#isLooking = true
    this.#look()
      .catch((error) => this.#parts.logger.error(error))
      .finally(() => {
        this.#isLooking = false
        if (!this.#lookAgain) return
        this.#lookAgain = false
        this.#wake()
      })
  }

  async #look() {
    await this.#passOnCancels()
    if (this.#isStopping) return
    await this.#fill()
    await this.#waitForDue()
    if (this.#onIdle && this.#running.size === 0) this.#onIdle()
  }

  async #passOnCancels() {
    if (this.#running.size === 0) return
    const { db, clock } = this.#parts
    for (const { id, attempt, kill_at } of await cancelsAsked(db, this.id)) {
      const running = this.#running.get(id)
      if (running?.claim.attempt === attempt) running.stop('cancel', (kill_at ?? 0) - clock.now())
    }
  }

  async #fill() {
    const { db, clock } = this.#parts
    for (const slot of this.#slots) {
      if (!slot.idle || this.#isStopping) continue
      if (!(await hasNextRun(db, this.id, clock.now()))) return
      const token = randomBytes(16).toString('hex')
      const run = await claimRun(db, { runner: this.id, token, now: clock.now() })
      if (!run) return
      this.#execute(slot, run, token).catch((error) => this.#parts.logger.fatal(error, `run ${run.id}`))
    }
  }

  async #execute(slot: Slot, run: RunRow, token: string) {
    const { db, clock, config } = this.#parts
    const task = this.#definitions.loaded.get(run.task)
    const generation = this.#generation
    if (!task || !slot.idle) throw new Error(`Claimed ${run.task}, which cannot be executed.`)
    const claim = { run: run.id, attempt: run.attempt, runner: this.id }
    const process = slot.take()
    const seq = run.attempt > 1 ? await lastSeq(db.read, run.id) : 0
    const context = { db, clock, run, claim, token, task, process, lastSeq: seq, logLimit: config.logLimit }
    const attempt = new Attempt(context)
    this.#running.set(run.id, attempt)
    const { ending, isProcessReusable } = await attempt.execute()
    await settleAttempt(db, claim, ending)
    this.#running.delete(run.id)
    slot.giveBack(process, isProcessReusable, generation)
    for (const resolve of this.#settled.splice(0)) resolve()
    this.#wake()
  }

  /** A delayed run or a retry makes no change when its time comes. */
  async #waitForDue() {
    const { db, clock } = this.#parts
    const due = await nextDue(db, clock.now())
    if (this.#dueTimer) clearTimeout(this.#dueTimer)
    if (due === null) return
    const wait = Math.min(due - clock.now(), 60_000)
    this.#dueTimer = setTimeout(() => this.#wake(), Math.max(1, wait))
  }
}
