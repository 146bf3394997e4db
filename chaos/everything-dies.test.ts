import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { eventually } from './eventually.ts'
import { onBoard } from './installation.ts'
import { isAlive } from './processes.ts'
import { functionTask, scriptTask } from './task-source.ts'

const waitsForEver = '() => new Promise(() => setInterval(() => {}, 1000))'

test(
  'when everything is killed at once, what ran is interrupted and what waited runs in order',
  onBoard(
    async (board) => {
      board.task('long.ts', functionTask(waitsForEver, { concurrency: 2 }))
      board.task('batch.sh', scriptTask('sleep 600', { concurrency: 2 }))
      board.task('queued.ts', functionTask('({ attempt }) => attempt'))
      await board.startApart()
      const running = []
      for (const task of ['long', 'batch', 'long', 'batch']) running.push(await board.run(task))
      const queued = []
      for (let i = 0; i < 10; i++) queued.push(await board.run('queued'))
      await eventually('four attempts have started', () => board.starts.length === 4)
      board.killEverything()
      await board.startApart()
      for (const run of running) await run.reaches('interrupted')
      for (const run of queued) await run.reaches('succeeded')
      const order = board.starts.filter((start) => start.task === 'queued').map((start) => start.run)
      expect(order).toEqual(queued.map((run) => run.id))
    },
    { slots: 4 },
  ),
)

test(
  'a run is not disturbed when its web dies, and the runner ends once it is idle',
  onBoard(async (board) => {
    board.task('work.ts', functionTask('() => new Promise((resolve) => setTimeout(resolve, 2000, "done"))'))
    await board.startApart()
    const run = await board.run('work')
    await run.reaches('running')
    const runner = board.runnerPid
    board.webProcess?.kill('SIGKILL')
    const { output, attempts } = await run.reaches('succeeded')
    expect(output).toBe('done')
    expect(attempts).toHaveLength(1)
    await eventually('the runner ends', () => !isAlive(runner))
    expect(board.hasRunner).toBe(false)
  }),
)

test(
  'a new web lets the runner of a killed one finish, and then starts its own',
  onBoard(async (board) => {
    board.task('work.ts', functionTask('() => new Promise((resolve) => setTimeout(resolve, 3000))'))
    await board.startApart()
    const run = await board.run('work')
    await run.reaches('running')
    const old = board.runnerPid
    board.webProcess?.kill('SIGKILL')
    await board.start()
    expect((await run.reaches('succeeded')).attempts).toHaveLength(1)
    await eventually('another runner is there', () => board.hasRunner && board.runnerPid !== old)
    const next = await board.run('work')
    await next.reaches('succeeded')
  }),
)

test(
  'a second runner on one store says why it ends',
  onBoard(async (board) => {
    await board.start()
    const program = path.resolve('lib/runner/main.ts')
    const second = spawn(process.execPath, [program], { env: { ...process.env, ...board.env } })
    const said = text(second.stderr)
    const [code] = await once(second, 'exit')
    expect(code).toBe(1)
    expect(await said).toMatch(
      /^Another runner works on .* already\. There can be only one for a SQLite store\.\n$/,
    )
    expect(board.hasRunner).toBe(true)
  }),
)
