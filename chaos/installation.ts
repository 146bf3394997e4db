/** A Runboard of its own for one test: temporary folders, a real runner process, and all that happened on it. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseConfig } from '../lib/config.ts'
import { Manager } from '../lib/manager.ts'
import { isFinal } from '../lib/run.ts'
import { eventually } from './eventually.ts'
import { attemptTokens, openRunners, readEvidence, recordChanges, runnerTokens } from './evidence.ts'
import type { History } from './history.ts'
import { LiveRun } from './live-run.ts'
import { Mortal } from './mortal.ts'
import { isAlive, killHard, processesMarked } from './processes.ts'
import { helperFiles } from './task-source.ts'
import { Trace } from './trace.ts'
import { WebProcess } from './web-process.ts'

export type Settings = { slots?: number; drain?: string; logLimit?: string }

export class Installation {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'runboard-chaos-'))
  readonly data = path.join(this.folder, 'data')
  readonly tasks = path.join(this.folder, 'tasks')
  readonly env: Record<string, string>
  /** Reads the store and accepts runs, whatever happens to the others. */
  readonly door: Manager
  /** The web that starts the runner and watches it, where it lives in this process. */
  web: Manager | null = null
  /** The same as a process of its own, which can be killed. */
  webProcess: WebProcess | null = null
  /** A runner that no web has started. */
  runnerProcess: Mortal | null = null
  /** Called when nothing uses the folders any more. */
  onClose = () => {}
  #accepted: string[] = []
  #trace: Trace

  constructor({ slots = 2, drain = '30s', logLimit = '10MB' }: Settings) {
    mkdirSync(this.tasks)
    for (const [name, source] of Object.entries(helperFiles)) this.file(`tasks/${name}`, source, 0o755)
    this.env = {
      RUNBOARD_DATA: this.data,
      RUNBOARD_TASKS: this.tasks,
      RUNBOARD_SLOTS: String(slots),
      RUNBOARD_DRAIN: drain,
      RUNBOARD_LOG_LIMIT: logLimit,
      NODE_COMPILE_CACHE: path.join(tmpdir(), 'runboard-compile-cache'),
    }
    Object.assign(process.env, this.env) // the runner inherits it
    this.door = new Manager(parseConfig({ ...this.env, RUNBOARD_RUNNER: 'off' }))
    this.#trace = new Trace(path.join(this.folder, 'starts'))
  }

  /** Writes a file beside the tasks, or among them. Returns its path. */
  file(name: string, content: string | Buffer, mode = 0o644): string {
    const file = path.join(this.folder, name)
    writeFileSync(file, content)
    chmodSync(file, mode)
    return file
  }

  /** Adds a task, or changes it. */
  task(name: string, source: string, mode = 0o755) {
    this.file(`tasks/${name}`, source, mode)
  }

  remove(task: string) {
    rmSync(path.join(this.tasks, task))
  }

  async start() {
    await this.openDoor()
    this.web = new Manager(parseConfig(this.env))
    await this.web.start()
    await this.hasRunnerReady()
  }

  /** The same, with the web as a process of its own. */
  async startApart(env: Record<string, string> = {}) {
    await this.openDoor()
    this.webProcess = new WebProcess({ ...this.env, ...env })
    await this.hasRunnerReady()
  }

  /** Starts a runner by hand, without a web. */
  async startRunner(env: Record<string, string> = {}) {
    await this.openDoor()
    this.runnerProcess = new Mortal(path.join('lib', 'runner', 'main.ts'), {
      ...this.env,
      RUNBOARD_LOG_LEVEL: 'warn',
      ...env,
    })
  }

  async run(task: string, input: unknown = {}): Promise<LiveRun> {
    const { run } = await this.door.startRun({ task, input, trigger: 'api' })
    return this.#accept(run.id)
  }

  /** The same through the web process, as its users do it. Fails where that dies before it has answered. */
  async runThroughWeb(task: string): Promise<LiveRun> {
    if (!this.webProcess) throw new Error('No web process was started.')
    return this.#accept(await this.webProcess.startRun(task))
  }

  #accept(run: string) {
    this.#accepted.push(run)
    return new LiveRun(this.door, run)
  }

  get hasRunner(): boolean {
    return openRunners(this.data).some(({ pid }) => isAlive(pid))
  }

  get runnerPid(): number {
    const runner = openRunners(this.data).findLast(({ pid }) => isAlive(pid))
    if (!runner) throw new Error('No runner is alive.')
    return runner.pid
  }

  /** Kills the runner without a warning; its web starts another. */
  killRunner() {
    killHard(this.runnerPid)
  }

  /** Web, runner and every process of a task at once, as a power cut would. */
  async killEverything() {
    const marked = processesMarked([...runnerTokens(this.data), ...attemptTokens(this.data)])
    const killed = [this.runnerPid, ...marked]
    const web = this.webProcess?.kill()
    for (const pid of killed) killHard(pid)
    await web
    await eventually('they are gone, and their locks with them', () => !killed.some(isAlive))
  }

  /** What the attempts of a run have started, and is alive. */
  processesOf(run: LiveRun): number[] {
    return processesMarked(attemptTokens(this.data, run.id))
  }

  /** Whether a task of this name can be started. */
  knows(task: string): Promise<boolean> {
    return this.door.task(task).then(
      ({ problem }) => problem === null,
      () => false,
    )
  }

  /** Whether the runner that the web has started has said something. */
  says(text: string): boolean {
    return readFileSync(path.join(this.data, 'runner.log'), 'utf8').includes(text)
  }

  get starts() {
    return this.#trace.starts
  }

  /** Attempts that have started, and whose process is alive and at it. */
  get executing() {
    return this.#trace.executing
  }

  /** Live processes among those that wrote their pid into the file `pids`. */
  get naps(): number[] {
    const file = path.join(this.folder, 'pids')
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number).filter(isAlive) : []
  }

  /** Waits for every run to end, as long as one may take, and then tells all that happened. */
  async history(): Promise<History> {
    const runs = () => readEvidence(this.data).runs
    await eventually('every run ends', () => runs().every(isFinal), 60_000).catch(() => {})
    const leftovers = () => processesMarked(attemptTokens(this.data))
    await eventually('their processes are gone', () => leftovers().length === 0, 5_000).catch(() => {})
    const { starts, samples } = this.#trace
    const seen = { accepted: this.#accepted, starts, samples, leftovers: leftovers() }
    return { ...readEvidence(this.data), ...seen }
  }

  /** Ends everything that belongs to it: in order, and what is left then by force. */
  async close() {
    this.#trace.stop()
    try {
      const stopped = this.stop().then(() => true)
      await eventually('the runner stops', () => Promise.race([stopped, null]))
      await eventually('a runner that has stopped leaves no process', () => this.#processes().length === 0)
    } finally {
      await this.webProcess?.kill()
      for (const pid of [...this.#processes(), ...this.naps]) killHard(pid)
      await this.door.stop()
      for (const name of Object.keys(this.env)) delete process.env[name]
      this.onClose()
      rmSync(this.folder, { recursive: true, force: true })
    }
  }

  /** Asks web and runner to end, in a hurry. */
  async stop() {
    const { web, webProcess, runnerProcess } = this
    await Promise.all([webProcess?.stop(), runnerProcess?.stop()])
    const again = setInterval(() => void web?.stop(), 100) // each time once more: wait no longer
    await web?.stop().finally(() => clearInterval(again))
  }

  /** Makes the store; nothing else is there yet. */
  async openDoor() {
    await this.door.start()
    recordChanges(this.data)
  }

  /** Waits for a runner that has read the tasks. */
  hasRunnerReady() {
    const isReady = () =>
      openRunners(this.data).some(({ pid, loadedAt }) => isAlive(pid) && loadedAt !== null)
    return eventually('a runner has read the tasks', isReady)
  }

  #processes(): number[] {
    if (!existsSync(this.data)) return []
    const runners = openRunners(this.data).map(({ pid }) => pid)
    const marked = processesMarked([...runnerTokens(this.data), ...attemptTokens(this.data)])
    return [...runners.filter(isAlive), ...marked]
  }
}
