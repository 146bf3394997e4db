import type { Context, TaskDefinition } from '../../task.ts'
import type { Report, RunOrder } from '../messages.ts'
import type { Result } from './attempt.ts'

const progressEveryMs = 100

type Surroundings = {
  order: RunOrder
  input: Record<string, unknown>
  signal: AbortSignal
  report: (message: Report) => void
}

/** Calls a task's `run`. What it throws is thrown; what it returns must be JSON. */
export async function runFunction(run: TaskDefinition['run'], surroundings: Surroundings): Promise<Result> {
  const { order, input, signal, report } = surroundings
  const progress = throttledProgress(report)
  const context: Context<Record<string, unknown>> = {
    input,
    signal,
    attempt: order.attempt,
    runId: order.run,
    task: order.task,
    outputDir: order.outputDir,
    progress: progress.say,
    log: (text) => void process.stdout.write(`${text}\n`),
  }
  try {
    return { output: toJson(await run(context as Context<never>)) }
  } finally {
    progress.end()
  }
}

/** A task may report a million times; ten messages a second are sent, and always the last. */
function throttledProgress(report: (message: Report) => void) {
  let last = 0
  let pending: Report | null = null
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    last = performance.now()
    if (pending) report(pending)
    pending = null
  }
  let isOver = false
  const say: Context<unknown>['progress'] = (done, total = null, note) => {
    if (isOver) return // said by what the run left behind
    pending = { type: 'progress', done, total, note: note ?? null }
    const rest = last + progressEveryMs - performance.now()
    if (rest <= 0) flush()
    else timer ??= setTimeout(flush, rest).unref()
  }
  const end = () => {
    flush()
    isOver = true
  }
  return { say, end }
}

function toJson(value: unknown): string | null {
  if (value === undefined) return null
  try {
    return JSON.stringify(value) ?? null
  } catch (error) {
    throw new Error('It returned something that is not JSON.', { cause: error })
  }
}
