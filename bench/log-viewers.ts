/**
 * A log of a million lines while a hundred viewers follow it as pages do: `node_modules/.bin/node bench/log-viewers.ts
 * [VIEWERS] [LINES]` after a build. Figures of one run on this machine.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer } from '../e2e/harness.ts'
import type { Log, RunDetail } from '../lib/resources.ts'
import { now, percentiles, report, round } from './figures.ts'
import { childrenOf, residentOf } from './memory.ts'

const viewers = Number(process.argv[2] ?? 100)
const lines = Number(process.argv[3] ?? 1_000_000)
/** Just below what one answer carries; a page that gets so much three times in a row goes on at the end. */
const fullAnswer = 48 * 1024
const mostLines = 5000
/** A page's pause after an answer: what comes in a burst is read together. */
const burstMs = 100

const tasks = { 'count.sh': `#!/bin/sh\nsleep 2\nexec seq 1 ${lines}\n` }
const server = await startServer({
  tasks,
  env: { RUNBOARD_DEFAULT_TASK: 'count', RUNBOARD_LOG_LIMIT: '1GB' },
})
const ending = new AbortController()
let highest = { web: 0, runner: 0 }
try {
  for (const count of [0, viewers]) report(`${lines} lines, ${count} viewers`, await execute(count))
} finally {
  ending.abort()
  await server.stop()
}

async function execute(count: number) {
  highest = { web: 0, runner: 0 }
  const done = new AbortController()
  const response = await fetch(`${server.url}/api/tasks/count/runs`, { method: 'POST' })
  const { id } = (await response.json()) as { id: string }
  const others = Promise.all([poll(done.signal), watchMemory(done.signal)])
  const results = await Promise.allSettled(Array.from({ length: count }, () => follow(id)))
  const run = await ended(id)
  done.abort()
  const [times] = await others
  const end = Date.parse(run.finishedAt ?? '')
  const seen = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value - end] : []))
  return {
    'task took': round((end - Date.parse(run.startedAt ?? '')) / 1000 - 2),
    'last viewer at the end after': round(Math.max(0, ...seen) / 1000),
    errors: results.length - seen.length,
    'status GET p50 (ms)': percentiles(times).p50,
    'status GET p99 (ms)': percentiles(times).p99,
    'web MB': highest.web,
    'runner MB': highest.runner,
  }
}

/** Reads on as a page does, until the end; resolves with the time at which it knew. */
async function follow(id: string): Promise<number> {
  let known = { path: '', tag: '', next: -1, behind: 0 }
  for (;;) {
    const { next, behind } = known
    const path = next >= 0 && behind < 3 ? `log?after=${next}&limit=${mostLines}` : 'log?tail=1000'
    const headers = path === known.path ? { 'If-None-Match': known.tag, Prefer: 'wait=25' } : undefined
    const response = await fetch(`${server.url}/api/runs/${id}/${path}`, { headers })
    if (response.status !== 200 && response.status !== 304) throw new Error(`It answered ${response.status}.`)
    if (response.status === 200) {
      const log = (await response.json()) as Log
      if (log.eof) return Date.now()
      const size = log.lines.reduce((sum, { text }) => sum + text.length, 0)
      const fell =
        next >= 0 && behind < 3 && (size > fullAnswer || log.lines.length === mostLines) ? behind + 1 : 0
      known = { path, tag: response.headers.get('etag') ?? '', next: log.next, behind: fell }
    }
    await sleep(burstMs)
  }
}

async function ended(id: string): Promise<RunDetail> {
  for (;;) {
    const run = (await (await fetch(`${server.url}/api/runs/${id}`)).json()) as RunDetail
    if (run.finishedAt) return run
    await sleep(100)
  }
}

async function poll(signal: AbortSignal): Promise<number[]> {
  const times: number[] = []
  while (!signal.aborted) {
    const before = now()
    await (await fetch(`${server.url}/api/background-task`)).arrayBuffer()
    times.push(now() - before)
    await sleep(20)
  }
  return times
}

async function watchMemory(signal: AbortSignal) {
  const [runner = 0] = childrenOf(server.pid)
  while (!signal.aborted) {
    highest.web = Math.max(highest.web, residentOf(server.pid))
    highest.runner = Math.max(highest.runner, residentOf(runner))
    await sleep(200)
  }
}
