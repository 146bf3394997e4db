/**
 * Five hundred viewers of a board that changes, each holding one waiting GET: `node_modules/.bin/node bench/waiting.ts
 * [VIEWERS] [SECONDS]` after a build. Medians of one run on this machine.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer } from '../e2e/harness.ts'
import { now, percentiles, report } from './figures.ts'
import { childrenOf, residentOf } from './memory.ts'

const viewers = Number(process.argv[2] ?? 500)
const seconds = Number(process.argv[3] ?? 30)
const quietMs = 10_000
const changeEveryMs = 5_000
/** A page's pause after an answer: what comes in a burst is read together. */
const burstMs = 100

const tasks = {
  'blink.ts': `import { defineTask } from 'runboard'
    export default defineTask({ run: () => new Promise((resolve) => setTimeout(resolve, 200)) })`,
}

const server = await startServer({ tasks, env: { RUNBOARD_DEFAULT_TASK: 'blink' } })
const ending = new AbortController()
const counts = { answers: 0, errors: 0 }
/** When the board was last changed by us; how long after it each viewer knew. */
let changedAt = 0
let delays: number[] = []
try {
  const watching = Array.from({ length: viewers }, () => view().catch(() => counts.errors++))
  while (counts.answers < viewers) await sleep(100)
  await sleep(1_000)
  const first = { ...counts }
  await sleep(quietMs)
  const idle = ((counts.answers - first.answers) / viewers / quietMs) * 1000
  const polls = poll()
  delays = []
  for (let left = seconds * 1000; left > 0; left -= changeEveryMs) {
    changedAt = now()
    await fetch(`${server.url}/api/tasks/blink/runs`, { method: 'POST' })
    await sleep(changeEveryMs)
  }
  const [runner = 0] = childrenOf(server.pid)
  const memory = { web: residentOf(server.pid), runner: residentOf(runner) }
  ending.abort()
  await Promise.all(watching)
  report(`${viewers} viewers (ms)`, {
    'change to answer': percentiles(delays),
    'status GET meanwhile': percentiles(await polls),
  })
  console.log({ errors: counts.errors, 'idle requests a second and viewer': idle, 'memory (MB)': memory })
} finally {
  ending.abort()
  await server.stop()
}

/** What a page does: it holds one request, and comes back with the tag of what it got. */
async function view() {
  let told = 0
  for (let tag = ''; !ending.signal.aborted; ) {
    const headers: Record<string, string> = tag ? { 'If-None-Match': tag, Prefer: 'wait=25' } : {}
    const response = await fetch(`${server.url}/api/tasks`, { headers, signal: ending.signal }).catch(stopped)
    if (!response) return
    await response.arrayBuffer().catch(stopped)
    if (response.status === 200 && tag && changedAt > told) {
      told = now()
      delays.push(told - changedAt)
    }
    if (response.status !== 200 && response.status !== 304) counts.errors++
    tag = response.headers.get('etag') ?? tag
    counts.answers++
    await sleep(burstMs)
  }
}

function stopped(error: unknown) {
  if (!ending.signal.aborted) throw error
  return null
}

async function poll(): Promise<number[]> {
  const times: number[] = []
  while (!ending.signal.aborted) {
    const before = now()
    const response = await fetch(`${server.url}/api/background-task`)
    await response.arrayBuffer()
    times.push(now() - before)
    await sleep(20)
  }
  return times
}
