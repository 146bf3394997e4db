/** A task process: one attempt at a time. User code loads here and nowhere else. */
import { flushCompileCache } from 'node:module'
import './resolve.ts'
import { messageOf } from '../../errors.ts'
import type { Order, Report } from '../messages.ts'
import { Attempt } from './attempt.ts'
import { loadTask } from './load.ts'
import { ProblemError } from './problem.ts'
import { setWatchdog } from './watchdog.ts'

setWatchdog()

let attempt: Attempt | null = null

/** The whole group gets SIGTERM when a run is to stop; this process passes it on to user code as an abort. */
process.on('SIGTERM', () => (attempt ? attempt.abort() : process.exit(143)))
process.on('SIGINT', () => {})
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'))
process.on('uncaughtException', (error) => {
  console.error(error)
  if (attempt) attempt.crash(error)
  else process.exit(1)
})

process.on('message', async (order: Order) => {
  if (order.type === 'load') {
    report(await loadReport(order.file))
    return
  }
  attempt = new Attempt(order, report)
  await attempt.execute()
  attempt = null
})

// Both exist from now on, so that they are no news after an attempt.
void [process.stdout, process.stderr]
report({ type: 'ready' })
// Node writes its cache of compiled TypeScript when a process exits; this one is always killed.
flushCompileCache()

function report(message: Report) {
  process.send?.(message)
}

async function loadReport(file: string): Promise<Report> {
  try {
    const { description } = await loadTask(file)
    return { type: 'loaded', file, description, problem: null }
  } catch (error) {
    const cure = error instanceof ProblemError ? error.cure : null
    return { type: 'loaded', file, description: null, problem: { message: messageOf(error), cure } }
  }
}
