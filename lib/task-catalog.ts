import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { AppError } from './errors.ts'
import { nearest } from './nearest.ts'
import type { Task } from './resources.ts'
import type { Database } from './store/database.ts'
import { hasReadTasks } from './store/runners.ts'
import { activeRuns, countActive, newestRun } from './store/runs.ts'
import { findTask, listTasks, type StoredTask } from './store/tasks.ts'
import { recentOutcomes, usualOf } from './store/usual.ts'

const shownActive = 20

/** The tasks as the pages and the API show them: what their runner has read, and what their runs have done. */
export class TaskCatalog {
  #db: Database
  #config: Config
  #clock: Clock

  constructor(db: Database, config: Config, clock: Clock) {
    this.#db = db
    this.#config = config
    this.#clock = clock
  }

  /** The default task first, then by title. */
  async list(): Promise<Task[]> {
    const stored = await listTasks(this.#db)
    const defaultName = this.#defaultOf(stored)
    const tasks = await Promise.all(stored.map((task) => this.#describe(task, defaultName)))
    return tasks.sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.title.localeCompare(b.title))
  }

  async get(name: string): Promise<Task> {
    const stored = await this.find(name)
    return this.#describe(stored, this.#defaultOf(await listTasks(this.#db)))
  }

  /** @throws AppError `not_found`, with the name that was perhaps meant; `starting` */
  async find(name: string): Promise<StoredTask> {
    const task = await findTask(this.#db, name)
    if (task) return task
    await this.#refuseWhileStarting()
    const names = (await listTasks(this.#db)).map((task) => task.name)
    const meant = nearest(name, names)
    const hint = meant ? ` Did you mean "${meant}"?` : ''
    throw new AppError('not_found', `There is no task "${name}".${hint}`)
  }

  async defaultName(): Promise<string> {
    const name = this.#defaultOf(await listTasks(this.#db))
    if (name) return name
    await this.#refuseWhileStarting()
    throw new AppError(
      'not_found',
      'There is no default task: set RUNBOARD_DEFAULT_TASK to the name of one, or add tasks/heavy-task.ts.',
    )
  }

  #defaultOf(tasks: StoredTask[]): string | null {
    const wanted = this.#config.defaultTask ?? 'heavy-task'
    const named = tasks.find((task) => task.name === wanted)
    if (named) return named.name
    return !this.#config.defaultTask && tasks.length === 1 ? (tasks[0]?.name ?? null) : null
  }

  async #describe(stored: StoredTask, defaultName: string | null): Promise<Task> {
    const { version, ...task } = stored
    const now = this.#clock.now()
    return {
      ...task,
      isDefault: task.name === defaultName,
      activeCount: await countActive(this.#db, task.name),
      active: await activeRuns(this.#db, task.name, shownActive, now),
      lastRun: await newestRun(this.#db, task.name, now),
      recent: await recentOutcomes(this.#db, task.name),
      usual: await usualOf(this.#db, task.name),
    }
  }

  async #refuseWhileStarting() {
    if (!this.#config.runner || (await hasReadTasks(this.#db, this.#clock.now()))) return
    throw new AppError('starting', 'The tasks folder is still being read. Try again in a moment.')
  }
}
