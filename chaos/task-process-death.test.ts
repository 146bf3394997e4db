import { expect, test } from 'vitest'
import { onBoard } from './board.ts'
import { eventually } from './eventually.ts'
import { childrenOf, killHard } from './processes.ts'
import { functionTask } from './task-source.ts'

test(
  'a task process that is killed fails its run, keeps its log to the last byte, and is replaced',
  onBoard(
    async (board) => {
      board.task(
        'talk.ts',
        functionTask(
          `() => { for (let i = 0; i < 5000; i++) console.log('line ' + i); console.log('last'); for (;;); }`,
        ),
      )
      board.task('quick.ts', functionTask('() => 1'))
      await board.start()
      const run = await board.run('talk')
      await run.says('last')
      killHard((board.starts[0] as { pid: number }).pid)
      const { error, attempts } = await run.reaches('failed')
      expect(error).toEqual({ code: 'killed', message: 'It was killed by SIGKILL, possibly out of memory.' })
      expect(attempts[0]?.signal).toBe('SIGKILL')
      const lines = Array.from({ length: 5000 }, (_, i) => `line ${i}\n`)
      expect(await run.log()).toBe(
        `${lines.join('')}last\nIt was killed by SIGKILL, possibly out of memory.\n`,
      )
      await (await board.run('quick')).reaches('succeeded')
    },
    { slots: 1 },
  ),
)

test(
  'a task that kills its own process is started four times with three retries, and harms no other',
  onBoard(async (board) => {
    const poison = `() => { process.kill(process.pid, 'SIGKILL'); for (;;); }`
    board.task('poison.ts', functionTask(poison, { retries: 3, retry: { delay: '0.05s' } }))
    board.task('good.ts', functionTask('() => 1', { maxQueued: 100 }))
    await board.start()
    const run = await board.run('poison')
    const others = await Promise.all(Array.from({ length: 20 }, () => board.run('good')))
    const { attempts } = await run.reaches('failed')
    expect(attempts).toHaveLength(4)
    expect(board.starts.filter((start) => start.run === run.id)).toHaveLength(4)
    for (const other of others) await other.reaches('succeeded')
  }),
)

test(
  'a task process that dies while it waits for work is replaced, and no run notices',
  onBoard(async (board) => {
    board.task('quick.ts', functionTask('() => process.pid'))
    await board.start()
    await eventually('two are warm', () => childrenOf(board.runnerPid).length === 2)
    const waiting = childrenOf(board.runnerPid)
    for (const pid of waiting) killHard(pid)
    const others = () => childrenOf(board.runnerPid).filter((pid) => !waiting.includes(pid))
    await eventually('others take their place', () => others().length === 2)
    const { output } = await (await board.run('quick')).reaches('succeeded')
    expect(waiting).not.toContain(output)
  }),
)
