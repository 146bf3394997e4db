import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { Logger } from 'pino'
import { aborted } from '../aborted.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { messageOf } from '../errors.ts'
import { cancelsAsked } from '../store/cancel.ts'
import type { Database } from '../store/database.ts'
import { markEnded, markStopping, registerRunner } from '../store/runners.ts'
import type { RunRow } from '../store/schema.ts'
import { syncTasks } from '../store/tasks.ts'
import { claimRun, hasNextRun, nextDue, runningAttempts } from '../store/transition.ts'
import { version } from '../version.ts'
import { Attempt } from './attempt.ts'
import { AttemptFolder, removeAttemptFolders } from './attempt-folder.ts'
import { Lease } from './lease.ts'
import { brokenEnding, type StopReason } from './outcome.ts'
import { takeOutput } from './output-files.ts'
import { isUnavailable, persist } from './persist.ts'
import { Pruner } from './pruner.ts'
import { settlePredecessors } from './recover.ts'
import { settleAttempt } from './settle.ts'
import { Slot } from './slot.ts'
import { TaskLibrary } from './task-library.ts'
import type { TaskProcess } from './task-process.ts'
import { kill } from './terminate.ts'

const longestSleepMs = 60_000
const host = hostname()

export type RunnerParts = { db: Database; config: Config; clock: Clock; logger: Logger }

type Running = { attempt: Attempt | null; done: Promise<void> }

/** Where an attempt executes: `generation` tells how old the code is that the process may have loaded. */
type Place = { slot: Slot; process: TaskProcess; generation: number }

/** Takes queued runs and executes their attempts, one a slot, until it is stopped. */
export class Runner {
  readonly id = `runner_${randomBytes(8).toString('hex')}`
  #parts: RunnerParts
  #token = randomBytes(16).toString('hex')
  #lease: Lease
  #tasks: TaskLibrary
  #slots: Slot[] = []
  #running = new Map<string, Running>()
  #stopping = new AbortController()
  #ended = new AbortController()
  #looking: Promise<void> | null = null
  #pruning: Promise<void> | undefined
  #lookAgain = false
  #dueTimer: NodeJS.Timeout | undefined
  #onIdle = () => {}
  /** Of a claim that the store may have granted, though it broke off before it said so. */
  #unsureToken: string | null = null
  #settling: Promise<void> | null = null

  constructor(parts: RunnerParts) {
    const { db, config, clock } = parts
    this.#parts = parts
    this.#lease = new Lease(db, { id: this.id, data: config.data, report: this.#report })
    this.#tasks = new TaskLibrary(config.tasks, this.#token, async ({ stored }) => {
      await this.#looking // it may be claiming a run of a task as the store knows it now
      await persist(() => syncTasks(db, this.id, stored, clock.now()))
    })
  }

  async start() {
    const { db, config, clock } = this.#parts
    const registeredAt = await (db.isShared ? persist(() => this.#register()) : this.#register())
    void this.#lease.keep(this.#ended.signal, registeredAt, () => this.#lookForDead())
    if (db.isShared) this.#lookForDead()
    else await this.#settleDead()
    await removeAttemptFolders(config.data, () => runningAttempts(db)).catch(this.#report)
    await this.#tasks.load()
    this.#slots = Array.from({ length: config.slots }, () => this.#newSlot())
    const unsubscribe = db.onChange(() => this.#wake())
    this.#ended.signal.addEventListener('abort', unsubscribe)
    void this.#tasks.watch(this.#stopping.signal, () => this.#renewSlots(), this.#report)
    const pruner = new Pruner({ db, retention: config.retention, clock })
    this.#pruning = pruner.run(this.#stopping.signal, this.#report)
    this.#wake()
  }

  /** Resolves when nothing runs and nothing waits that could start now. */
  untilIdle(): Promise<void> {
    return new Promise((resolve) => {
      this.#onIdle = resolve
      this.#wake()
    })
  }

  /** Resolves, with the reason, when it must be stopped at once, because other runners may soon take its runs. */
  get lost(): Promise<string> {
    return this.#lease.lost
  }

  /** Starts nothing more; running attempts go on until `hurry` aborts, and then get their grace until `kill` aborts. */
  async stop(hurry: AbortSignal, kill: AbortSignal, reason: StopReason = 'shutdown') {
    const { db, clock } = this.#parts
    this.#stopping.abort()
    if (kill.aborted) this.#stopRunning(reason, 0) // before anything is waited for
    // Nothing here waits for it: a store that cannot be written must not keep anybody from stopping.
    void persist(() => markStopping(db, this.id, clock.now())).catch(this.#report)
    await this.#looking
    void aborted(hurry).then(() => this.#stopRunning(reason))
    void aborted(kill).then(() => this.#stopRunning(reason, 0))
    await Promise.all([...this.#running.values()].map(({ done }) => done))
    this.#ended.abort()
    clearTimeout(this.#dueTimer)
    await Promise.all([this.#pruning, ...this.#slots.map((slot) => slot.close())])
    await persist(() => markEnded(db, this.id, clock.now()))
  }

  /** The longest time that a running attempt may take to end once it is asked to. */
  get longestGraceMs(): number {
    return Math.max(0, ...[...this.#running.values()].map(({ attempt }) => attempt?.killGraceMs ?? 0))
  }

  /** Gives when that began: its lease counts from there. */
  async #register(): Promise<number> {
    const { db, config, clock } = this.#parts
    const askedAt = performance.now()
    const about = { name: config.runnerName, slots: config.slots, host, pid: process.pid, version }
    await registerRunner(db, { id: this.id, token: this.#token, ...about, now: clock.now() })
    return askedAt
  }

  /** Where there are other runners, one may die at any time. */
  #lookForDead() {
    if (this.#parts.db.isShared) void this.#settleDead().catch(this.#report)
  }

  /** What dead runners have left. */
  #settleDead(): Promise<void> {
    const { db, config, clock } = this.#parts
    this.#settling ??= settlePredecessors(db, { id: this.id, host }, clock, async (claim, say) => {
      const folder = new AttemptFolder(config.data, claim)
      await takeOutput(db, claim, folder, { limit: config.fileLimit, clock, say })
      await folder.remove().catch(this.#report)
    }).finally(() => {
      this.#settling = null
    })
    return this.#settling
  }

  #report = (error: unknown) => {
    const { logger } = this.#parts
    if (isUnavailable(error)) logger.warn(messageOf(error))
    else logger.error(error)
  }

  #newSlot() {
    const marks = { token: this.#token, lease: this.#lease.file }
    return new Slot(marks, this.#tasks.generation, () => this.#wake(), this.#report)
  }

  #renewSlots() {
    for (const slot of this.#slots) slot.renew(this.#tasks.generation)
    this.#wake()
  }

  #stopRunning(reason: StopReason, graceMs = Number.POSITIVE_INFINITY) {
    for (const { attempt } of this.#running.values()) {
      attempt?.stop(reason, Math.min(attempt.killGraceMs, graceMs))
    }
  }

  /** Something may have changed: look once, and once more if it changed while looking. */
  #wake() {
    if (this.#looking) {
      this.#lookAgain = true
      return
    }
    this.#looking = this.#look()
      .catch(this.#report)
      .finally(() => {
        this.#looking = null
        if (!this.#lookAgain) return
        this.#lookAgain = false
        this.#wake()
      })
  }

  async #look() {
    await this.#passOnCancels()
    if (this.#stopping.signal.aborted || !this.#tasks.isSettled) return
    await this.#fillSlots()
    await this.#waitForDue()
    if (this.#running.size === 0 && !(await this.#hasNext())) this.#onIdle()
  }

  async #passOnCancels() {
    if (this.#running.size === 0) return
    const { db, clock } = this.#parts
    for (const { id, attempt: number, kill_at } of await cancelsAsked(db, this.id)) {
      const { attempt } = this.#running.get(id) ?? {}
      if (attempt?.claim.attempt === number) attempt.stop('cancel', (kill_at ?? 0) - clock.now())
    }
  }

  async #hasNext() {
    if (this.#unsureToken !== null) return true
    return hasNextRun(this.#parts.db, this.id, this.#parts.clock.now())
  }

  async #fillSlots() {
    for (const slot of this.#slots) {
      if (!slot.idle) continue
      if (!(await this.#hasNext())) return
      // Both may have changed while we asked.
      if (slot.idle && this.#tasks.isSettled) await this.#claim(slot)
    }
  }

  /** The process is taken first: what is claimed must have one, with the code of the tasks as they are now. */
  async #claim(slot: Slot) {
    const { db, clock } = this.#parts
    const { generation } = this.#tasks
    const process = slot.take()
    const again = this.#unsureToken !== null
    const token = this.#unsureToken ?? randomBytes(16).toString('hex')
    this.#unsureToken = token
    let run: RunRow | null = null
    try {
      run = await claimRun(db, { runner: this.id, token, now: clock.now(), again })
      this.#unsureToken = null
    } finally {
      if (!run) slot.giveBack(process, true, generation)
    }
    if (run) this.#begin({ slot, process, generation }, run, token)
  }

  #begin(place: Place, run: RunRow, token: string) {
    const running: Running = { attempt: null, done: Promise.resolve() }
    this.#running.set(run.id, running)
    running.done = this.#execute(place, run, token, running).finally(() => {
      this.#running.delete(run.id)
      this.#wake()
    })
  }

  /** Every attempt is settled, whatever happens: a fault of ours must not leave a run that runs for ever. */
  async #execute({ slot, process, generation }: Place, run: RunRow, token: string, running: Running) {
    const { db, clock, config } = this.#parts
    const claim = { run: run.id, attempt: run.attempt, runner: this.id }
    const folder = new AttemptFolder(config.data, claim)
    try {
      const task = this.#tasks.get(run.task)
      if (!task) throw new Error(`${run.id} was claimed, but its task is not loaded.`)
      const { logLimit, fileLimit } = config
      const context = { db, clock, run, claim, token, task, process, logLimit, folder, fileLimit }
      running.attempt = new Attempt(context)
      const { ending, isProcessReusable } = await running.attempt.execute()
      await settleAttempt(db, claim, ending)
      await folder.remove().catch(this.#report)
      slot.giveBack(process, isProcessReusable, generation)
    } catch (error) {
      this.#report(error)
      await kill({ group: process.pid, tokens: [token] })
      await settleAttempt(db, claim, brokenEnding(clock.now()))
      await folder.remove().catch(this.#report)
      slot.giveBack(process, false, generation)
    }
  }

  /** A delayed run or a retry makes no change in the store when its time comes. */
  async #waitForDue() {
    const { db, clock } = this.#parts
    const due = await nextDue(db, clock.now())
    clearTimeout(this.#dueTimer)
    if (due === null) return
    const wait = Math.min(Math.max(1, due - clock.now()), longestSleepMs)
    this.#dueTimer = setTimeout(() => this.#wake(), wait)
  }
}
