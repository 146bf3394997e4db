import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import { failpoint } from '../failpoint.ts'
import type { Database } from '../store/database.ts'
import type { RunRow } from '../store/schema.ts'
import type { Claim, Ending } from '../store/transition.ts'
import type { AttemptFolder } from './attempt-folder.ts'
import { AttemptLog } from './attempt-log.ts'
import type { LoadedTask } from './definitions.ts'
import { type EnvFile, readEnvFile } from './env-file.ts'
import { Mask } from './mask.ts'
import { longestMessage, type Report } from './messages.ts'
import { endingOf, type StopReason, type WorkEnd } from './outcome.ts'
import { takeOutput } from './output-files.ts'
import { PeakMemory } from './peak-memory.ts'
import { prepare } from './prepare.ts'
import { findProcesses } from './processes.ts'
import { Statements } from './statements.ts'
import type { TaskProcess } from './task-process.ts'
import { clearLeftovers, kill, terminate } from './terminate.ts'

/** How long output may take to arrive once the work has ended. */
const outputPatienceMs = 2_000

export type AttemptContext = {
  db: Database
  clock: Clock
  run: RunRow
  claim: Claim
  token: string
  task: LoadedTask
  process: TaskProcess
  logLimit: number
  /** Where its files are while it runs; whoever settles the attempt removes it. */
  folder: AttemptFolder
  fileLimit: number
}

export type AttemptEnd = { ending: Ending; isProcessReusable: boolean }

/** One try at a run: gives the order, watches it, stops it when asked, and says how it ended. It does not settle. */
export class Attempt {
  readonly claim: Claim
  readonly log: AttemptLog
  #envFile: EnvFile
  #mask: Mask
  #statements: Statements
  #memory: PeakMemory
  #context: AttemptContext
  #stop = Promise.withResolvers<StopReason>()
  #stopReason: StopReason | null = null
  #grace = Promise.withResolvers<void>()
  #preparing = new AbortController()
  #graceTimer: NodeJS.Timeout | undefined
  #graceEnd = Number.POSITIVE_INFINITY
  #work = Promise.withResolvers<WorkEnd>()
  #workEnd: WorkEnd | null = null
  #hadLeftovers = false

  constructor(context: AttemptContext) {
    const { db, claim, logLimit, clock, run, task } = context
    this.#context = context
    this.claim = claim
    this.#envFile = readEnvFile(task.envFile)
    this.#mask = new Mask([...Object.values(this.#envFile.variables), ...secretValues(run)])
    this.log = new AttemptLog(db, claim, { limit: logLimit, clock, mask: this.#mask })
    this.#memory = new PeakMemory(context.process.pid, context.token)
    this.#statements = new Statements(db, claim, { task, log: this.log, mask: this.#mask })
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
    await this.#giveOrder()
    const limit = task.policy.timeoutMs
    const timer = limit === null ? null : setTimeout(() => this.stop('timeout', this.killGraceMs), limit)
    await Promise.race([this.#work.promise, this.#stop.promise])
    if (timer) clearTimeout(timer)
    this.#memory.stop()
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
    this.#preparing.abort()
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
    this.#statements.listen()
    this.#memory.start()
  }

  async #giveOrder() {
    const { process, run, claim, token, task, folder } = this.#context
    const marker = `\0${crypto.randomUUID()}`
    this.log.read(process, marker)
    const { signal } = this.#preparing
    const prepared = await prepare({ ...this.#context, signal, say: (text) => this.log.say(text) })
    if (this.#stopReason) return // it was asked to stop meanwhile, and has nothing to stop
    failpoint('before-spawn')
    process.send({
      type: 'run',
      file: task.file,
      task: run.task,
      run: run.id,
      attempt: claim.attempt,
      input: prepared.input,
      outputDir: folder.output,
      token,
      marker,
      passed: { ...this.#envFile.variables, ...passedVariables(task.passes) },
      trouble: this.#envFile.trouble ?? prepared.trouble,
    })
    failpoint('after-spawn')
  }

  #receive(report: Report) {
    if (report.type === 'progress') this.#statements.progress(report)
    else if (report.type === 'ended') this.#ended({ type: 'ended', report })
    else this.#ended({ type: 'garbage' })
  }

  #ended(end: WorkEnd) {
    this.#workEnd ??= end
    this.#work.resolve(end)
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
    const { db, task, claim, clock, folder, fileLimit } = this.#context
    this.log.stop()
    this.#statements.stop()
    await takeOutput(db, claim, folder, { limit: fileLimit, clock, say: (text) => this.log.say(text) })
    const context = { policy: task.policy, attempt: claim.attempt, now: clock.now(), random: Math.random() }
    const ending = endingOf(this.#stopReason, this.#workEnd, this.#finalOutput(), context)
    if (ending.error && this.#workEnd?.type !== 'ended') this.log.say(ending.error.message)
    await this.log.close()
    const facts = { peakMemory: this.#memory.bytes, now: clock.now() }
    return { ending: { ...this.#masked(ending), ...facts }, isProcessReusable }
  }

  #masked({ output, error, ...ending }: Ending): Ending {
    return {
      ...ending,
      output: output && this.#mask.json(output),
      error: error && { ...error, message: this.#maskedMessage(error.message) },
    }
  }

  #maskedMessage(message: string): string {
    if (message.length < longestMessage) return this.#mask.text(message)
    return `${this.#mask.beginning(message)}…`
  }

  #letGo() {
    const { process } = this.#context
    clearTimeout(this.#graceTimer)
    this.#memory.stop()
    this.log.stop()
    this.#statements.stop()
    process.onReport = process.onGarbage = process.onExit = () => {}
    process.isIdle = true
  }

  /** What it returned, or else printed as its output. */
  #finalOutput(): string | null {
    const end = this.#workEnd
    return (end?.type === 'ended' ? end.report.output : null) ?? this.#statements.output
  }
}

function secretValues({ input, secrets }: RunRow): string[] {
  const values = JSON.parse(input) as Record<string, unknown>
  const names: string[] = secrets === null ? [] : JSON.parse(secrets)
  return names.map((name) => values[name]).filter((value) => typeof value === 'string')
}

function passedVariables(names: string[]): Record<string, string> {
  const values = names.map((name) => [name, process.env[name]])
  return Object.fromEntries(values.filter((entry): entry is [string, string] => entry[1] !== undefined))
}
