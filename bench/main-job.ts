/** First figures of the main job: `node_modules/.bin/node bench/main-job.ts` after a build. Medians of one run on this machine. */
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer, type TestServer } from '../e2e/harness.ts'
import { now, percentiles, report, round } from './figures.ts'
import { childrenOf, residentOf } from './memory.ts'

const tasks = {
  'stamp.ts': `import { defineTask } from 'runboard'
    const now = () => performance.timeOrigin + performance.now()
    export default defineTask({ concurrency: 10, run: async () => {
      const at = now()
      await new Promise((resolve) => setTimeout(resolve, 200))
      return { at, end: now() }
    } })`,
  'spin.ts': `import { defineTask } from 'runboard'
    export default defineTask({ concurrency: 64, run: () => { for (;;); } })`,
}

const server = await startServer({ tasks, env: { RUNBOARD_DRAIN: '0s', RUNBOARD_DEFAULT_TASK: 'stamp' } })
try {
  await tasksAreKnown()
  await sleep(1_000)
  report('memory, idle (MB)', memoryOf(server))
  report('POST to first line of user code, and end to waiting GET (ms)', await latencies(100))
  const idle = await load(5_000)
  const runs = await Promise.all(Array.from({ length: availableParallelism() }, () => post('spin')))
  await sleep(1_000)
  const busy = await load(5_000)
  for (const { id } of runs) await fetch(`${server.url}/api/runs/${id}/cancel?force=true`, { method: 'POST' })
  report('status GET, 10 clients', { idle, busy, 'p99 busy / idle': round(busy.p99 / idle.p99) })
} finally {
  await server.stop()
}

async function tasksAreKnown() {
  for (;;) {
    const { data } = await (await fetch(`${server.url}/api/tasks`)).json()
    if (data.length > 0) return
    await sleep(100)
  }
}

async function latencies(count: number) {
  const starts: number[] = []
  const ends: number[] = []
  for (let i = 0; i < count + 10; i++) {
    const before = now()
    const response = await post('stamp', { Prefer: 'wait=10' })
    if (i < 10) continue // the first ones warm up the build's modules
    starts.push(response.output.at - before)
    ends.push(now() - response.output.end)
  }
  return { 'first line': percentiles(starts), 'seen at the end': percentiles(ends) }
}

async function post(task: string, headers: Record<string, string> = {}) {
  const url = `${server.url}/api/tasks/${task}/runs`
  const response = await fetch(url, { method: 'POST', headers })
  return await response.json()
}

/** Ten clients that ask one after the other, for `ms`. */
async function load(ms: number) {
  const times: number[] = []
  const deadline = now() + ms
  const client = async () => {
    while (now() < deadline) {
      const before = now()
      const response = await fetch(`${server.url}/api/background-task`)
      await response.arrayBuffer()
      times.push(now() - before)
    }
  }
  await Promise.all(Array.from({ length: 10 }, client))
  return { ...percentiles(times), perSecond: Math.round((times.length / ms) * 1000) }
}

/** Resident memory of the web and of everything below it, by what it is. */
function memoryOf({ pid }: TestServer) {
  const runner = childrenOf(pid)[0] ?? 0
  const [warm = 0] = childrenOf(runner)
  return { web: residentOf(pid), runner: residentOf(runner), 'task process': residentOf(warm) }
}
