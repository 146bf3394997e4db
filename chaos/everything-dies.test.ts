import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { onBoard } from './board.ts'
import { eventually } from './eventually.ts'
import { isAlive } from './processes.ts'
import { functionTask } from './task-source.ts'

test(
  'a run is not disturbed when its web dies, and the runner ends once it is idle',
  onBoard(async (board) => {
    board.task('work.ts', functionTask('() => new Promise((resolve) => setTimeout(resolve, 2000, "done"))'))
    await board.startApart()
    const run = await board.run('work')
    await run.reaches('running')
    const runner = board.runnerPid
    await board.webProcess?.kill()
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
    await board.webProcess?.kill()
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
