import { type ChildProcess, fork } from 'node:child_process'
import type { Socket } from 'node:net'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Order, Report } from './messages.ts'
import { closeWriters, makePipes } from './pipe.ts'

export type ProcessExit = { exitCode: number | null; signal: NodeJS.Signals | null }

/** Lower than the web and the runner, so that work on every core leaves the pages quick. */
const niceness = 10
const forkPatienceMs = 60_000
const program = fileURLToPath(new URL('./task-process/main.ts', import.meta.url))

/**
 * A process in which user code runs, in a process group of its own, with real pipes for its output. It is forked
 * ahead of time, because that takes 200 ms; orders go to it and reports come back.
 */
export class TaskProcess {
  readonly pid: number
  readonly stdout: Socket
  readonly stderr: Socket
  /** How it ended; null while it is alive. */
  exit: ProcessExit | null = null
  /** How many attempts it has executed. */
  attempts = 0
  /** Between attempts nothing of it should speak. */
  isIdle = true
  /** It wrote output while it was idle: something of an earlier attempt goes on. */
  hadLateOutput = false
  onReport: (report: Report) => void = () => {}
  /** It sent something that is no report. */
  onGarbage: () => void = () => {}
  onExit: (exit: ProcessExit) => void = () => {}
  #child: ChildProcess

  private constructor(child: ChildProcess, stdout: Socket, stderr: Socket) {
    this.#child = child
    this.pid = child.pid as number
    this.stdout = stdout
    this.stderr = stderr
    child.once('exit', (exitCode, signal) => {
      this.exit = { exitCode, signal }
      this.onExit(this.exit)
    })
    child.on('message', (message) => this.#receive(message))
    child.on('error', () => {}) // a kill or a message that came too late
    for (const stream of [stdout, stderr]) {
      stream.on('error', () => stream.destroy())
      stream.on('data', () => {
        if (this.isIdle) this.hadLateOutput = true
      })
    }
  }

  /**
   * Resolves once it is ready for its first order. `token` marks it as one of this runner's; `lease` is the file that
   * says how long the runner may execute anything.
   */
  static async fork(token: string, lease: string | null = null): Promise<TaskProcess> {
    const pipes = await makePipes(2)
    const [out, err] = pipes
    if (!out || !err) throw new Error('No pipes for a task process.')
    let child: ChildProcess | undefined
    try {
      child = fork(program, [], {
        detached: true,
        stdio: ['ignore', out.writer, err.writer, 'ipc'],
        execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--disable-warning=ExperimentalWarning'],
        env: { ...allowedEnvironment(), ...ownEnvironment(token, lease) },
      })
      await isReady(child)
      lowerPriority(child.pid)
      return new TaskProcess(child, out.reader, err.reader)
    } catch (error) {
      child?.kill('SIGKILL')
      for (const { reader } of pipes) reader.destroy()
      throw error
    } finally {
      closeWriters(pipes)
    }
  }

  send(order: Order) {
    if (order.type === 'run') this.attempts++
    if (this.#child.connected) this.#child.send(order, () => {})
  }

  /** Frees what the runner holds of it; it must be dead, or will be as soon as its channel closes. */
  dispose() {
    if (this.#child.connected) this.#child.disconnect()
    this.stdout.destroy()
    this.stderr.destroy()
  }

  #receive(message: unknown) {
    const report = Report.safeParse(message)
    if (report.success) this.onReport(report.data)
    else this.onGarbage()
  }
}

/** Its first word is `ready`. */
function isReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error('A task process did not get ready.')), forkPatienceMs)
    child.once('message', () => resolve())
    child.once('error', reject)
    child.once('exit', () => reject(new Error('A task process ended before it was ready.')))
    const settle = () => clearTimeout(patience)
    for (const event of ['message', 'error', 'exit']) child.once(event, settle)
  })
}

function lowerPriority(pid: number | undefined) {
  try {
    if (pid) setPriority(pid, niceness)
  } catch {
    // it is gone already, or the system does not allow it
  }
}

/** Variables that every task gets. The server's own settings, passwords among them, stay out. */
const allowed = /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_\w+|TZ|TMPDIR)$/

/** For the task process itself; `environmentFor` keeps all but the mark from user code. */
function ownEnvironment(token: string, lease: string | null) {
  const { NODE_COMPILE_CACHE } = process.env
  return {
    ...(lease === null ? {} : { RUNBOARD_LEASE: lease }),
    RUNBOARD_TOKEN: token,
    RUNBOARD_RUNNER_PID: String(process.pid),
    ...(NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}),
  }
}

const allowedEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => allowed.test(name))) as NodeJS.ProcessEnv
