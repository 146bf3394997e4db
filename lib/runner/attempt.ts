import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import { parseControl } from '../control.ts'
import { failpoint } from '../failpoint.ts'
import { advance, type ProgressValue } from '../progress.ts'
import type { Database } from '../store/database.ts'
import { reportProgress } from '../store/progress.ts'
import type { RunRow } from '../store/schema.ts'
import type { Claim, Ending } from '../store/transition.ts'
import { AttemptLog } from './attempt-log.ts'
import type { LoadedTask } from './definitions.ts'
import { largestOutput, type Report } from './messages.ts'
import { endingOf, type StopReason, type WorkEnd } from './outcome.ts'
import { findProcesses } from './processes.ts'
import type { TaskProcess } from './task-process.ts'
import { clearLeftovers, kill, terminate } from './terminate.ts'
import { Ticker } from './ticker.ts'

/** How long output may take to arrive once the work has ended. */
const outputPatienceMs = 2_000
const progressEveryMs = 250
const mostComplaints = 5

export type AttemptContext = {
  db: Database
  clock: Clock
  run: RunRow
  claim: Claim
  token: string
  task: LoadedTask
  process: TaskProcess
  logLimit: number
}

export type AttemptEnd = { ending: Ending; isProcessReusable: boolean }

/** One try at a run: gives the order, watches it, stops it when asked, and says how it ended. It does not settle. */
export class Attempt {
  readonly claim: Claim
  readonly log: AttemptLog
  #context: AttemptContext
  #stop = Promise.withResolvers<StopReason>()
  #stopReason: StopReason | null = null
  #grace = Promise.withResolvers<void>()
  #graceTimer: NodeJS.Timeout | undefined
  #graceEnd = Number.POSITIVE_INFINITY
  #work = Promise.withResolvers<WorkEnd>()
  #workEnd: WorkEnd | null = null
  #progress: ProgressValue | null = null
  #progressTicker: Ticker<ProgressValue>
  #complaints = 0
  #output: string | null = null
  #hadLeftovers = false

  constructor(context: AttemptContext) {
    const { db, claim, logLimit, clock } = context
    this.#context = context
    this.claim = claim
    this.log = new AttemptLog(db, claim, { limit: logLimit, clock })
    this.#progressTicker = new Ticker(progressEveryMs, (value) => {
      reportProgress(db, claim, value).catch(() => {}) // shown again with the next one
    })
  }

  get process() {
    return this.#context.process
  }

  get token() {
    return this.#context.token
  }

  get killGraceMs() {
    return this.#context.task.policy.killGraceMs
  }

  async execute(): Promise<AttemptEnd> {
    try {
      return await this.#execute()
    } finally {
      this.#letGo()
    }
  }

  async #execute(): Promise<AttemptEnd> {
    const { process, task } = this.#context
    process.isIdle = false
    await this.log.open()
    this.#watch()
    this.#giveOrder()
    const limit = task.policy.timeoutMs
    const timer = limit === null ? null : setTimeout(() => this.stop('timeout', this.killGraceMs), limit)
    await Promise.race([this.#work.promise, this.#stop.promise])
    if (timer) clearTimeout(timer)
    await this.#endProcesses()
    const isReusable = await this.#isReusable()
    if (!isReusable) await kill({ group: process.pid, tokens: [this.token] })
    return this.#conclude(isReusable)
  }

  /** Asks it to stop; after `graceMs` it is killed. Asked again, the shorter grace counts; the first reason stays. */
  stop(reason: StopReason, graceMs: number) {
    // What has ended by itself keeps its end, unless somebody asked for another.
    if (this.#workEnd && !this.#stopReason && reason !== 'cancel') return
    this.#stopReason ??= reason
    this.#stop.resolve(this.#stopReason)
    const end = performance.now() + Math.max(0, graceMs)
    if (end >= this.#graceEnd) return
    this.#graceEnd = end
    clearTimeout(this.#graceTimer)
    this.#graceTimer = setTimeout(() => this.#grace.resolve(), Math.max(0, graceMs))
  }

  #watch() {
    const { process } = this.#context
    process.onReport = (report) => this.#receive(report)
    process.onGarbage = () => this.#ended({ type: 'garbage' })
    process.onExit = (exit) => this.#ended({ type: 'exit', exit })
    if (process.exit) this.#ended({ type: 'exit', exit: process.exit })
    if (this.#context.task.kind !== 'function') this.log.takeControl = (line) => this.#takeControl(line)
  }

  #giveOrder() {
    const { process, run, claim, token, task } = this.#context
    const marker = `\0${crypto.randomUUID()}`
    this.log.read(process, marker)
    failpoint('before-spawn')
    process.send({
      type: 'run',
      file: task.file,
      task: run.task,
      run: run.id,
      attempt: claim.attempt,
      input: JSON.parse(run.input),
      token,
      marker,
      passed: passedVariables(task.passes),
    })
    failpoint('after-spawn')
  }

  #receive(report: Report) {
    if (report.type === 'progress') this.#advance(report)
    else if (report.type === 'ended') this.#ended({ type: 'ended', report })
    else this.#ended({ type: 'garbage' })
  }

  #ended(end: WorkEnd) {
    this.#workEnd ??= end
    this.#work.resolve(end)
  }

  #takeControl(line: string): boolean {
    const control = parseControl(line)
    if (!control) return false
    if (control.type === 'progress') this.#advance(control)
    else this.#keepOutput(control.json)
    return true
  }

  #keepOutput(output: string) {
    failpoint('before-output')
    if (Buffer.byteLength(output) <= largestOutput) this.#output = output
    else this.#complain(`An output of more than ${largestOutput / 1024} KB was ignored.`)
    failpoint('after-output')
  }

  #advance({ done, total, note }: ProgressValue) {
    const next = advance(this.#progress, { done, total, note })
    if (typeof next === 'string') {
      this.#complain(next)
      return
    }
    this.#progress = next
    this.#progressTicker.push(next)
  }

  /** A task that does something wrong does it a million times. */
  #complain(text: string) {
    if (++this.#complaints <= mostComplaints) this.log.say(text)
  }

  /** From here on nothing that the attempt started is alive; its task process may still be. */
  async #endProcesses() {
    const { process, token } = this.#context
    const wanted = { group: process.pid, tokens: [token] }
    if (this.#stopReason) return terminate(wanted, this.#grace.promise, () => this.#hasStopped())
    if (this.#workEnd?.type !== 'ended') return kill(wanted)
    if (!this.#workEnd.report.spawned) return
    const left = await clearLeftovers(wanted, (pid) => pid !== process.pid)
    if (left > 0) this.log.say(`${left} processes that it left running were ended.`)
    this.#hadLeftovers = left > 0
  }

  #hasStopped(): boolean {
    const { pid } = this.#context.process
    return this.#workEnd !== null && findProcesses({ group: pid, tokens: [] }).every((other) => other === pid)
  }

  /** Whether nothing of the attempt goes on in its task process, which can then be used again. */
  async #isReusable(): Promise<boolean> {
    const isOutputComplete = await this.#awaitOutput()
    if (this.#stopReason || this.#hadLeftovers || this.#workEnd?.type !== 'ended') return false
    return isOutputComplete && this.#workEnd.report.reusable && !this.#context.process.exit
  }

  #awaitOutput(): Promise<boolean> {
    this.log.hurry()
    const patience = new AbortController()
    const late = sleep(outputPatienceMs, false, { signal: patience.signal }).catch(() => false)
    return Promise.race([this.log.complete.then(() => true), late]).finally(() => patience.abort())
  }

  async #conclude(isProcessReusable: boolean): Promise<AttemptEnd> {
    const { task, claim, clock } = this.#context
    this.#progressTicker.stop()
    const context = { policy: task.policy, attempt: claim.attempt, now: clock.now(), random: Math.random() }
    const ending = endingOf(this.#stopReason, this.#workEnd, this.#finalOutput(), context)
    if (ending.error && this.#workEnd?.type !== 'ended') this.log.say(ending.error.message)
    await this.log.close()
    return { ending: { ...ending, now: clock.now() }, isProcessReusable }
  }

  #letGo() {
    const { process } = this.#context
    clearTimeout(this.#graceTimer)
    this.#progressTicker.stop()
    this.log.stop()
    process.onReport = process.onGarbage = process.onExit = () => {}
    process.isIdle = true
  }

  /** What it returned, or else printed as its output. */
  #finalOutput(): string | null {
    const end = this.#workEnd
    return (end?.type === 'ended' ? end.report.output : null) ?? this.#output
  }
}

function passedVariables(names: string[]): Record<string, string> {
  const values = names.map((name) => [name, process.env[name]])
  return Object.fromEntries(values.filter((entry): entry is [string, string] => entry[1] !== undefined))
}
