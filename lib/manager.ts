import { Gate } from './auth/gate.ts'
import { type Clock, systemClock } from './clock.ts'
import { type Config, parseConfig } from './config.ts'
import { AppError } from './errors.ts'
import { FileRoom } from './file-room.ts'
import { cancelMany, rerunMany } from './many-runs.ts'
import type { AuditList, Log, Run, RunDetail, RunList, RunnerList, Task, TaskList } from './resources.ts'
import { logText, runLog } from './run-log.ts'
import { RunnerKeeper } from './runner-keeper.ts'
import type { CanceledRuns, RerunRuns, Selection } from './selection.ts'
import { type StartRequest, startAgain, startRun } from './start-run.ts'
import type { Accepted } from './store/accept.ts'
import { listAudit, nobody, type Origin } from './store/audit.ts'
import { requestCancel } from './store/cancel.ts'
import type { Database } from './store/database.ts'
import { deleteRun } from './store/delete-run.ts'
import { type Figures, readFigures } from './store/figures.ts'
import type { LogQuery } from './store/log.ts'
import { openStore, storeName } from './store/open.ts'
import { hasReadTasks, listRunners, liveRunners } from './store/runners.ts'
import { activeRuns, getRun, listRuns, type RunQuery } from './store/runs.ts'
import { listTasks } from './store/tasks.ts'
import { TaskCatalog } from './task-catalog.ts'

export type Started = { run: Run; replayed: boolean }

const key = Symbol.for('runboard.manager')
const firstLoadPatienceMs = 3_000

/**
 * The manager of this process. Next compiles every route into a module graph of its own, so that a module-level
 * variable would exist once for each; only `globalThis` is shared.
 */
export function manager(): Manager {
  const shared = globalThis as { [key]?: Manager }
  shared[key] ??= new Manager(parseConfig(process.env))
  return shared[key]
}

/** The web's only door to the store and the runner. Everything it knows is in the store. */
export class Manager {
  readonly config: Config
  #clock: Clock = systemClock
  #db: Database | null = null
  #keeper: RunnerKeeper | null = null
  #gate: Gate | null = null
  #starting: Promise<void> | null = null
  #stopping = new AbortController()
  #stopped: Promise<void> | null = null

  constructor(config: Config) {
    this.config = config
  }

  // The process

  /** Opens the store and starts the runner. Idempotent. */
  start(): Promise<void> {
    this.#starting ??= this.#start()
    return this.#starting
  }

  async #start() {
    const db = await openStore(this.config)
    this.#db = db
    this.#clock = db.clock
    if (!this.config.runner) return
    this.#keeper = new RunnerKeeper(this.config, db)
    await this.#keeper.start()
    // A first visitor should not meet an empty page; later the store knows the tasks of the last time.
    if ((await listTasks(db)).length === 0) await this.tasksRead()
  }

  /** Resolves when a runner has read the tasks folder, or after 3 seconds: one file can keep it waiting. */
  async tasksRead() {
    if (!this.config.runner) return
    const deadline = performance.now() + firstLoadPatienceMs
    while (performance.now() < deadline && !(await hasReadTasks(this.db, this.#clock.now()))) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  /** Aborted when the server stops: whoever holds a request answers it now. */
  get stopping(): AbortSignal {
    return this.#stopping.signal
  }

  /** Releases held requests and stops the runner, which waits for running work; called again, that wait ends. */
  stop(): Promise<void> {
    if (this.#stopped) this.#keeper?.hurry()
    this.#stopped ??= this.#stop()
    return this.#stopped
  }

  async #stop() {
    this.#stopping.abort()
    await this.#starting?.catch(() => {})
    await this.#sayWhatRuns().catch(() => {}) // it may be the store that keeps us from knowing
    await this.#keeper?.stop()
    await this.#db?.close()
  }

  async #sayWhatRuns() {
    if (!this.#keeper) return
    const { data } = await this.runs({ status: ['running'], limit: 200 })
    if (data.length === 0) return
    const runs = data.length === 1 ? 'a run' : `${data.length} runs`
    const names = [...new Set(data.map((run) => run.task))].join(', ')
    const patience = `waiting up to ${this.config.drainMs / 1000} s for ${runs} (${names})`
    console.log(`Stopping: ${patience}; press again to stop now.`)
  }

  private get db(): Database {
    if (this.#db) return this.#db
    throw new AppError('unavailable', 'The server is starting. Try again in a moment.')
  }

  /** For people: without a password. */
  get storeName(): string {
    return storeName(this.config)
  }

  onChange(listener: () => void): () => void {
    return this.db.onChange(listener)
  }

  /** @throws AppError `unavailable` when the store cannot be read. */
  async ready(): Promise<{ store: 'ok'; runner: 'alive' | 'none' }> {
    const runners = await liveRunners(this.db, this.#clock.now())
    return { store: 'ok', runner: runners.length > 0 ? 'alive' : 'none' }
  }

  async runners(): Promise<RunnerList> {
    return { data: await listRunners(this.db, this.#clock.now()) }
  }

  /** What monitoring asks for. */
  figures(): Promise<Figures> {
    return readFigures(this.db, this.#clock.now())
  }

  // Visitors

  /** Decides who may come in. */
  get gate(): Gate {
    this.#gate ??= new Gate(this.db, this.config, this.#clock)
    return this.#gate
  }

  audit(query: { limit: number; cursor?: string }): Promise<AuditList> {
    return listAudit(this.db, query)
  }

  // Tasks

  async tasks(): Promise<TaskList> {
    const { runner } = await this.ready()
    return { data: await this.#tasks.list(), runner: runner === 'alive' }
  }

  /** @throws AppError `not_found`, `starting` */
  task(name: string): Promise<Task> {
    return this.#tasks.get(name)
  }

  /** The task of `/api/background-task`. @throws AppError `not_found`, saying what to set; `starting` */
  defaultTask(): Promise<string> {
    return this.#tasks.defaultName()
  }

  get #tasks() {
    return new TaskCatalog(this.db, this.config, this.#clock)
  }

  // Runs

  /** Whether any run of the task is queued or running. */
  async isActive(task: string): Promise<boolean> {
    return (await activeRuns(this.db, task, 1, this.#clock.now())).length > 0
  }

  /**
   * Accepts a run; from then on nothing loses it.
   * @throws AppError `not_found`, `invalid_input`, `task_busy`, `queue_full`, `idempotency_key_reused`, `task_broken`,
   * `starting`, `unavailable`.
   */
  async startRun(request: StartRequest): Promise<Started> {
    return this.#started(await startRun(this.db, this.#tasks, request, this.#clock.now()))
  }

  /** A new run of the same task, with the same input unless another is given. @throws AppError as `startRun` */
  async rerun(id: string, request: Omit<StartRequest, 'task'>): Promise<Started> {
    return this.#started(await startAgain(this.db, this.#tasks, id, request, this.#clock.now()))
  }

  async #started({ run: id, replayed, joined }: Accepted): Promise<Started> {
    const run = await this.#run(id)
    return { run: joined ? { ...run, joined } : run, replayed }
  }

  /** @throws AppError `not_found`, `run_final`, `unavailable` */
  async cancel(id: string, { force, origin = nobody }: { force: boolean; origin?: Origin }): Promise<Run> {
    await requestCancel(this.db, { run: id, force, origin, now: this.#clock.now() })
    return this.#run(id)
  }

  /** Asks many runs to stop, each as `cancel` does. @throws AppError `unavailable` where none could be asked */
  cancelMany(selection: Selection & { force: boolean }, origin: Origin): Promise<CanceledRuns> {
    return cancelMany(this.#many(origin), selection)
  }

  /** Makes many runs again, each as `rerun` does. @throws AppError `unavailable` where none could be made */
  rerunMany(selection: Selection, origin: Origin, key?: string): Promise<RerunRuns> {
    return rerunMany({ ...this.#many(origin), tasks: this.#tasks }, selection, key)
  }

  #many(origin: Origin) {
    return { db: this.db, clock: this.#clock, origin, stopping: this.stopping }
  }

  /** Deletes a run that has ended. @throws AppError `not_found`, `run_active`, `unavailable` */
  deleteRun(id: string, origin: Origin): Promise<void> {
    return deleteRun(this.db, { run: id, origin, now: this.#clock.now() })
  }

  /** @throws AppError `not_found` */
  run(id: string): Promise<RunDetail> {
    return getRun(this.db, id, this.#clock.now())
  }

  async #run(id: string): Promise<Run> {
    const { attempts, usual, ...run } = await this.run(id)
    return run
  }

  runs(query: RunQuery): Promise<RunList> {
    return listRuns(this.db, query, this.#clock.now())
  }

  // Files

  get files() {
    const { fileLimit: file, retention } = this.config
    return new FileRoom(this.db, this.#clock, { file, total: retention.fileBytes })
  }

  // Logs

  /** Lines of a run's log, and the run itself as it was just before they were read. @throws AppError `not_found` */
  async log(id: string, query: LogQuery): Promise<Log> {
    return runLog(this.db, await this.run(id), query)
  }

  /** The whole log as text, as the task wrote it. */
  logText(id: string): AsyncGenerator<string> {
    return logText(this.db, id)
  }
}
