/**
 * Does anything grow? Runs, logs, viewers and pruning for as long as it is told: `node_modules/.bin/node
 * bench/endurance.ts [1h]` after a build. Ends with 1 where memory, open files or the write-ahead log were not flat.
 */
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer } from '../e2e/harness.ts'
import { parseDuration } from '../lib/units.ts'
import { percentiles, report } from './figures.ts'
import { childrenOf, residentOf } from './memory.ts'

const duration = parseDuration(process.argv[2] ?? '1h')
const samples = 60
const viewers = 20
const mostWal = 64

const tasks = {
  'quick.ts': `import { defineTask } from 'runboard'
    export default defineTask({ concurrency: 4, maxQueued: 1000, run: () => {
      for (let line = 0; line < 50; line++) console.log('line', line, 'x'.repeat(100))
    } })`,
  'script.sh': '#!/bin/sh\nseq 1 200\n',
}
const env = { RUNBOARD_DEFAULT_TASK: 'quick', RUNBOARD_RETENTION_RUNS: '200', RUNBOARD_LOG_TOTAL: '1MB' }

type Sample = Record<'web MB' | 'runner MB' | 'web files' | 'runner files' | 'WAL MB' | 'store MB', number>

const server = await startServer({ tasks, env })
const ending = new AbortController()
const counts = { runs: 0, answers: 0, errors: 0 }
try {
  const others = [press('quick'), press('script'), ...Array.from({ length: viewers }, view)]
  await sleep(duration / 10) // what is loaded on first use is loaded
  const taken: Sample[] = []
  for (let i = 0; i < samples; i++) {
    await sleep((duration * 0.9) / samples)
    taken.push(sample())
  }
  ending.abort()
  await Promise.all(others)
  const [first, last] = [medians(taken.slice(0, samples / 4)), medians(taken.slice(-samples / 4))]
  report(`${process.argv[2] ?? '1h'}: medians of the first and the last quarter`, {
    first,
    last,
    most: most(taken),
  })
  console.log(counts)
  const grown = growth(first, last, most(taken))
  console.log(grown.length > 0 ? `NOT FLAT: ${grown.join(', ')}` : 'flat')
  if (grown.length > 0 || counts.errors > 0) process.exitCode = 1
} finally {
  ending.abort()
  await server.stop()
}

function sample(): Sample {
  const [runner = 0] = childrenOf(server.pid)
  const files = (pid: number) => readdirSync(`/proc/${pid}/fd`).length
  const size = (name: string) => Math.round(statSync(path.join(server.data, name)).size / 1024 ** 2)
  return {
    'web MB': residentOf(server.pid),
    'runner MB': residentOf(runner),
    'web files': files(server.pid),
    'runner files': files(runner),
    'WAL MB': size('runboard.db-wal'),
    'store MB': size('runboard.db'),
  }
}

function medians(taken: Sample[]): Sample {
  return summary(taken, (values) => percentiles(values).p50)
}

function most(taken: Sample[]): Sample {
  return summary(taken, (values) => Math.max(...values))
}

function summary(taken: Sample[], of: (values: number[]) => number): Sample {
  const names = Object.keys(taken[0] ?? {}) as (keyof Sample)[]
  return Object.fromEntries(names.map((name) => [name, of(taken.map((each) => each[name]))])) as Sample
}

/** Memory may differ by 50 MB, open files by a tenth; the store stops growing once pruning keeps up. */
function growth(first: Sample, last: Sample, highest: Sample): string[] {
  const memory = (['web MB', 'runner MB'] as const).filter((name) => last[name] > first[name] + 50)
  const files = (['web files', 'runner files'] as const).filter(
    (name) => last[name] > first[name] * 1.1 + viewers,
  )
  return [...memory, ...files, ...(highest['WAL MB'] > mostWal ? ['WAL MB'] : [])]
}

/** Somebody who starts the task again and again. */
async function press(task: string) {
  while (!ending.signal.aborted) {
    const response = await fetch(`${server.url}/api/tasks/${task}/runs`, { method: 'POST' })
    await response.arrayBuffer()
    if (response.status === 202) counts.runs++
    else if (response.status !== 409) counts.errors++
    await sleep(200)
  }
}

/** Somebody who looks at the board, and comes back with the tag of what was answered. */
async function view() {
  for (let tag = ''; !ending.signal.aborted; await sleep(100)) {
    const headers: Record<string, string> = tag ? { 'If-None-Match': tag, Prefer: 'wait=5' } : {}
    const response = await fetch(`${server.url}/api/tasks`, { headers })
    await response.arrayBuffer()
    if (response.status !== 200 && response.status !== 304) counts.errors++
    tag = response.headers.get('etag') ?? tag
    counts.answers++
  }
}
