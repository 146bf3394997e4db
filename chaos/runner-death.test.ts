import { expect, test } from 'vitest'
import { onBoard } from './board.ts'
import { eventually } from './eventually.ts'
import { isAlive } from './processes.ts'
import { functionTask, scriptTask } from './task-source.ts'

test(
  'a killed runner takes its task processes along, and their runs become interrupted',
  onBoard(async (board) => {
    board.task('batch.sh', scriptTask('sleep 600 & ./_nap.sh & setsid ./_nap.sh & echo up; wait'))
    board.task('loop.ts', functionTask(`() => { console.log('up'); for (;;); }`))
    await board.start()
    const runs = [await board.run('batch'), await board.run('loop')]
    for (const run of runs) await run.says('up')
    await eventually('both naps are taken', () => board.naps.length === 2)
    board.killRunner()
    for (const run of runs) {
      const { error } = await run.reaches('interrupted')
      expect(error?.code).toBe('runner_lost')
      expect(board.processesOf(run)).toEqual([])
      expect(await run.log()).toContain('up\nThe server stopped unexpectedly while this was running.')
    }
    expect(board.naps).toEqual([])
  }),
)

test(
  'after the death of its runner a task process ends by itself, even in an endless loop',
  onBoard(async (board) => {
    board.task('loop.ts', functionTask('() => { for (;;); }'))
    await board.startApart()
    const run = await board.run('loop')
    const { pid } = await eventually('the loop starts', () => board.starts[0])
    await board.webProcess?.kill() // nobody is left to start another runner, which would clean up
    board.killRunner()
    await eventually('the task process is gone', () => !isAlive(pid), 10_000)
    await board.start()
    await run.reaches('interrupted')
  }),
)

test(
  'a run whose task retries after an interruption gets its next attempt',
  onBoard(async (board) => {
    const retry = { attempts: 2, delay: '0.1s', on: ['interrupted' as const] }
    board.task(
      'again.ts',
      functionTask(
        `({ attempt }) => attempt === 2 ? 'done' : new Promise(() => setInterval(() => {}, 1000))`,
        { retry },
      ),
    )
    await board.start()
    const run = await board.run('again')
    await eventually('the first attempt starts', () => board.starts.length === 1)
    board.killRunner()
    const { output, attempts } = await run.reaches('succeeded')
    expect(output).toBe('done')
    expect(attempts.map((attempt) => attempt.status)).toEqual(['interrupted', 'succeeded'])
  }),
)
