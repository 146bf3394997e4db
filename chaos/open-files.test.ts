import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sharedBoard } from './board.ts'
import { eventually } from './eventually.ts'
import { isAlive, killHard } from './processes.ts'
import { functionTask, scriptTask } from './task-source.ts'

const board = sharedBoard(
  {
    'script.sh': scriptTask('ulimit -n 3; cat < ../starts'),
    'function.ts': functionTask(`async () => {
      const { openSync } = await import('node:fs')
      const { execFileSync } = await import('node:child_process')
      execFileSync('prlimit', ['--pid', process.pid, '--nofile=200'])
      for (;;) openSync('/dev/null')
    }`),
    'good.ts': functionTask('() => process.pid'),
    'escapes.sh': scriptTask(
      'setsid ./_nap.sh & until [ -s ../pids ]; do sleep 0.02; done; echo up; sleep 600',
      {
        killGrace: '0.2s',
      },
    ),
  },
  { slots: 1 },
)

/** How many files a process may have open from now on; what is open stays so. */
const allow = (pid: number, files: number) =>
  execFileSync('prlimit', ['--pid', String(pid), `--nofile=${files}:`])

test('a script that may open no more files fails, and says why', async () => {
  const run = await board.run('script')
  expect((await run.reaches('failed')).error?.code).toBe('exit_code')
  expect(await run.log()).toContain('Too many open files')
})

test('a function that opens files without end fails, and its process is not used again', async () => {
  const before = board.starts.length
  const { error } = await (await board.run('function')).reaches('failed')
  expect(error?.message).toContain('EMFILE: too many open files')
  const { output } = await (await board.run('good')).reaches('succeeded')
  expect(output).not.toBe(board.starts[before]?.pid)
})

test('a runner that may open no more files lives, and goes on as soon as it may', async () => {
  const runner = board.runnerPid
  const { output } = await (await board.run('good')).reaches('succeeded')
  allow(runner, 3)
  killHard(output as number)
  await eventually('the runner has noticed its death', () => !existsSync(`/proc/${output}`))
  const run = await board.run('good')
  await eventually('it has tried in vain', () => board.says('EMFILE'))
  expect(isAlive(runner)).toBe(true)
  allow(runner, 10_000)
  await run.reaches('succeeded')
  expect(board.runnerPid).toBe(runner)
})

test('a run is canceled only when what it started is gone, even if the runner cannot look for it', async () => {
  const runner = board.runnerPid
  const run = await board.run('escapes')
  await run.says('up')
  allow(runner, 3)
  await run.cancel()
  const leader = board.starts.at(-1)?.pid as number
  await eventually('its script is gone', () => !isAlive(leader))
  await sleep(2_000)
  expect((await run.state).status).toBe('running')
  expect(board.naps).toHaveLength(1)
  allow(runner, 10_000)
  await run.reaches('canceled')
  expect(board.naps).toEqual([])
})
