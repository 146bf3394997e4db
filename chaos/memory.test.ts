import { expect, test } from 'vitest'
import { sharedBoard } from './board.ts'
import { usageOf } from './processes.ts'
import { functionTask, scriptTask } from './task-source.ts'

/** Lets the task process have 200 MB more than it has: the machine itself must not suffer. */
const limit = `await (async () => {
  const { execFileSync } = await import('node:child_process')
  const { readFileSync } = await import('node:fs')
  const kilobytes = /VmSize:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]
  execFileSync('prlimit', ['--pid', process.pid, '--as=' + (kilobytes * 1024 + 200 * 2 ** 20)])
})()`

const greedy: Record<string, { source: string; file: string; code: string }> = {
  'a list in Python': {
    file: 'list.sh',
    source: scriptTask(`ulimit -v 200000; python3 -c 'kept = []\nwhile True: kept.append("x" * 1_000_000)'`),
    code: 'exit_code',
  },
  'objects in JavaScript': {
    file: 'objects.ts',
    source: functionTask(
      `async () => { ${limit}; const kept = []; for (;;) kept.push(new Array(1e5).fill({})) }`,
    ),
    code: 'killed',
  },
  // Large ones: when one is refused, enough is left for the error that says so.
  'buffers in JavaScript': {
    file: 'buffers.ts',
    source: functionTask(
      `async () => { ${limit}; const kept = []; for (;;) kept.push(Buffer.alloc(9e7, 1)) }`,
    ),
    code: 'task_error',
  },
  'a heap in a thread': {
    file: 'thread.ts',
    source: functionTask(`async () => {
      const { Worker } = await import('node:worker_threads')
      const source = 'const kept = []; for (;;) kept.push(new Array(1e5).fill({}))'
      const worker = new Worker(source, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 32 } })
      await new Promise((resolve, reject) => worker.on('error', reject))
    }`),
    code: 'task_error',
  },
}

const sources = Object.values(greedy).map(({ file, source }) => [file, source])
const hungry = scriptTask(`python3 -c 'held = b"1" * 150_000_000; import time; time.sleep(2.5)'`)
const board = sharedBoard({
  ...Object.fromEntries(sources),
  'good.ts': functionTask('() => 1'),
  'hungry.sh': hungry,
})

for (const [what, { file, code }] of Object.entries(greedy)) {
  test(`memory that grows without end fails its run, and nothing else: ${what}`, async () => {
    const runner = board.runnerPid
    const before = usageOf(runner)
    const run = await board.run(file.split('.')[0] as string)
    expect((await run.reaches('failed')).error?.code).toBe(code)
    await (await board.run('good')).reaches('succeeded')
    expect(board.runnerPid).toBe(runner)
    expect(usageOf(runner).memory).toBeLessThanOrEqual(before.memory + 50 * 1024 ** 2)
  })
}

test('an attempt says how much memory all of its processes held', async () => {
  const ended = await (await board.run('hungry')).reaches('succeeded')
  expect(ended.attempts[0]?.peakMemoryBytes).toBeGreaterThan(150_000_000)
  expect(ended.attempts[0]?.peakMemoryBytes).toBeLessThan(450_000_000)
})
