import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config.ts'
import { AppError, messageOf } from './errors.ts'
import type { Database } from './store/database.ts'
import { isLockFree, takeLock } from './store/lock.ts'
import { openRunners } from './store/runners.ts'

const lookEveryMs = 1_000
const largestLogFile = 10 * 1024 * 1024
/** One that dies sooner than this is started again after a growing wait. */
const soonMs = 10_000

/** The third request to stop leaves running work no grace; a runner that lives on this long after it is not well. */
const askedToKill = 3
const deafMs = 15_000
const predecessorMs = 5_000

type Child = ReturnType<typeof spawn>

/**
 * Starts the runner of this web, and another one when it dies. A runner left by an earlier web is let work until it is
 * idle. On SQLite there may be one only, and a lock says so: the next one starts when it is free.
 */
export class RunnerKeeper {
  #config: Config
  #db: Database
  #child: Child | null = null
  #timer: NodeJS.Timeout | null = null
  #isStopping = false
  #quickDeaths = 0
  #notBefore = 0
  /** Pid of the runner that was asked to stop. */
  #stopped: number | null = null
  #asked = 0
  #killAt = Number.POSITIVE_INFINITY
  #trouble: string | null = null
  #release: (() => void) | null = null

  constructor(config: Config, db: Database) {
    this.#config = config
    this.#db = db
  }

  /** @throws AppError `unavailable` when another web keeps the runner of this data folder. */
  async start() {
    if (this.#isOnlyOne) await this.#takeLock()
    this.#look()
    this.#timer = setInterval(() => this.#look(), lookEveryMs)
  }

  get #isOnlyOne() {
    return this.#config.databaseUrl === null
  }

  async #takeLock() {
    // One that was just killed, or is stopping, may need a moment to be gone.
    for (const deadline = performance.now() + predecessorMs; ; await sleep(50)) {
      this.#release = takeLock(this.#config.data, 'web')
      if (this.#release || performance.now() > deadline) break
    }
    if (!this.#release) {
      const message = `Another Runboard serves the data folder ${this.#config.data}, or has not stopped yet.`
      throw new AppError('unavailable', `${message} Stop it, or name another folder in RUNBOARD_DATA.`)
    }
  }

  /** Asks this machine's runner to stop, and resolves when it has. */
  async stop() {
    this.#isStopping = true
    if (this.#timer) clearInterval(this.#timer)
    this.#stopped = this.#child?.pid ?? (await this.#adoptedPid())
    this.hurry()
    while (this.#child || !this.#isRunnerGone()) {
      if (performance.now() > this.#killAt && this.#stopped) signal(this.#stopped, 'SIGKILL')
      await sleep(20)
    }
    this.#release?.()
  }

  #isRunnerGone() {
    return !this.#isOnlyOne || isLockFree(this.#config.data, 'runner')
  }

  /** To a runner that is stopping already, one more SIGTERM says: wait no longer. One that does not hear is killed. */
  hurry() {
    if (!this.#stopped) return
    signal(this.#stopped, 'SIGTERM')
    if (++this.#asked === askedToKill) this.#killAt = performance.now() + deafMs
  }

  /** A pid outlives its process: only one that is still a runner is signalled. */
  async #adoptedPid(): Promise<number | null> {
    if (this.#isRunnerGone()) return null
    const mine = (await openRunners(this.#db)).findLast((runner) => runner.host === hostname())
    if (!mine) return null
    return commandOf(mine.pid).includes('runner/main.ts') ? mine.pid : null
  }

  #look() {
    if (this.#isStopping || this.#child || performance.now() < this.#notBefore) return
    try {
      if (this.#isRunnerGone()) this.#spawn()
      this.#trouble = null
    } catch (error) {
      this.#say(`The runner cannot be started: ${messageOf(error)}`)
    }
  }

  /** The same trouble comes again with every look; it is said once. */
  #say(trouble: string) {
    if (trouble !== this.#trouble) console.error(trouble)
    this.#trouble = trouble
  }

  #spawn() {
    const folder = path.join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'runner')
    const log = openLog(this.#config.data)
    const startedAt = performance.now()
    const child = spawn(process.execPath, [path.join(folder, 'main.ts'), '--web-pipe'], {
      detached: true,
      stdio: ['ignore', log, log, 'pipe'],
      env: { ...runnerEnvironment(), RUNBOARD_DATA: this.#config.data, RUNBOARD_TASKS: this.#config.tasks },
    })
    closeSync(log)
    this.#child = child
    child.on('error', () => this.#ended(startedAt))
    child.on('exit', () => this.#ended(startedAt))
  }

  #ended(startedAt: number) {
    this.#child = null
    const lived = performance.now() - startedAt
    this.#quickDeaths = lived < soonMs ? this.#quickDeaths + 1 : 0
    const wait = this.#quickDeaths > 1 ? Math.min(30_000, 200 * 2 ** this.#quickDeaths) : 0
    this.#notBefore = performance.now() + wait
    this.#look()
  }
}

/** What concerns the web only stays there, the password above all. */
function runnerEnvironment(): NodeJS.ProcessEnv {
  const own = /^(PORT|RUNBOARD_(HOST|PUBLIC_URL|OPEN|PASSWORD|PASSWORD_FILE|USER_HEADER|TRUSTED_PROXIES))$/
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !own.test(name)),
  ) as NodeJS.ProcessEnv
}

/** A detached runner outlives our terminal: its output goes to a file, cut when it has grown large. */
function openLog(data: string): number {
  const file = path.join(data, 'runner.log')
  const fd = openSync(file, 'a')
  if (statSync(file).size > largestLogFile) truncateSync(file)
  return fd
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch {
    // it is gone already
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
  } catch {
    return ''
  }
}
