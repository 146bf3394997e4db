import { statSync } from 'node:fs'
import { setImmediate as aTurn } from 'node:timers/promises'
import { messageOf } from '../../errors.ts'
import { deepestJson, depthOf } from '../../json.ts'
import { type Ended, largestOutput, type Report, type RunOrder } from '../messages.ts'
import { runCommand } from './command.ts'
import { environmentFor, withEnvironment } from './environment.ts'
import { runFunction } from './function.ts'
import { loadTask } from './load.ts'
import { watchSpawns } from './spawns.ts'

/** What the work came to; `ended` is built from it. */
export type Result = Partial<Pick<Ended, 'output' | 'error' | 'exitCode' | 'signal' | 'final'>>

const spawns = watchSpawns()

/** One attempt inside its task process: load, validate, work, and one report of the end. */
export class Attempt {
  #order: RunOrder
  #report: (message: Report) => void
  #controller = new AbortController()
  /** What failed to load stays in the module cache of this process. */
  #isLoaded = false
  #reported = false

  constructor(order: RunOrder, report: (message: Report) => void) {
    this.#order = order
    this.#report = report
  }

  async execute() {
    const before = activeResources()
    spawns.reset()
    const result = await this.#work().catch(failed)
    const isQuiet = await hasComeToRest(before)
    const isAborted = this.#controller.signal.aborted
    await this.#end(result, isQuiet && this.#isLoaded && !isAborted && !spawns.hadThreads())
  }

  abort() {
    this.#controller.abort(new Error('The run was asked to stop.'))
  }

  /** User code threw where nobody could catch it. */
  crash(error: unknown) {
    void this.#end({ error: { code: 'task_error', message: messageOf(error) } }, false)
  }

  async #work(): Promise<Result> {
    const { trouble } = this.#order
    if (trouble) return { error: { code: 'cannot_start', message: trouble } }
    const loaded = await loadTask(this.#order.file)
    this.#isLoaded = true
    const parsed = loaded.input.safeParse(this.#order.input)
    if (!parsed.success) return invalidInput(parsed.error)
    const input = parsed.data as Record<string, unknown>
    if (!isFolder(loaded.cwd)) return noFolder(loaded.cwd)
    const environment = environmentFor(this.#order, loaded, input)
    // Asked to stop while it was loading: nothing is started any more.
    this.#controller.signal.throwIfAborted()
    if (loaded.work.type === 'command') return runCommand(loaded.work.command, input, environment, loaded.cwd)
    const { run } = loaded.work
    return withEnvironment(environment, loaded.cwd, () =>
      runFunction(run, { order: this.#order, input, signal: this.#controller.signal, report: this.#report }),
    )
  }

  async #end(result: Result, reusable: boolean) {
    if (this.#reported) return
    this.#reported = true
    const checked = checkOutput(result)
    process.stdout.write(`${this.#order.marker}\n`)
    process.stderr.write(`${this.#order.marker}\n`)
    this.#report({
      type: 'ended',
      output: checked.output ?? null,
      error: checked.error ?? null,
      exitCode: checked.exitCode ?? null,
      signal: checked.signal ?? null,
      final: checked.final ?? false,
      spawned: spawns.happened(),
      reusable,
    })
  }
}

/** What has just been closed, such as the handle of a command that ended, counts until the event loop has gone round. */
async function hasComeToRest(before: number): Promise<boolean> {
  for (let turns = 0; turns < 2 && activeResources() > before; turns++) await aTurn()
  return activeResources() <= before
}

/** Timers, sockets and children that keep the event loop alive, beside our own channel and streams. */
const activeResources = () => process.getActiveResourcesInfo().length

function failed(error: unknown): Result {
  console.error(error)
  const name = error instanceof Error ? error.name : ''
  return { error: { code: 'task_error', message: messageOf(error) }, final: name === 'NoRetry' }
}

function invalidInput(error: { issues: { path: PropertyKey[]; message: string }[] }): Result {
  const message = error.issues
    .map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`)
    .join('; ')
  return { error: { code: 'invalid_input', message }, final: true }
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

function noFolder(cwd: string): Result {
  return { error: { code: 'cannot_start', message: `Its working folder ${cwd} does not exist.` } }
}

function checkOutput(result: Result): Result {
  if (!result.output) return result
  if (depthOf(result.output) > deepestJson) {
    const message = `It returned JSON that is nested deeper than ${deepestJson} levels.`
    return { ...result, output: null, error: { code: 'output_too_deep', message }, final: true }
  }
  if (Buffer.byteLength(result.output) <= largestOutput) return result
  const message = `It returned more than ${largestOutput / 1024} KB. Write large results to a file and return its name.`
  return { ...result, output: null, error: { code: 'output_too_large', message }, final: true }
}
