import { expect, test } from 'vitest'
import { onBoard } from './board.ts'
import { eventually } from './eventually.ts'
import { usageOf } from './processes.ts'
import { functionTask } from './task-source.ts'

test(
  'over a thousand runs all succeed, and neither open files nor memory of the runner grow',
  onBoard(async (board) => {
    board.task('quick.ts', functionTask('({ attempt }) => attempt', { concurrency: 4, maxQueued: 2_000 }))
    await board.start()
    const runMany = async (count: number) => {
      await Promise.all(Array.from({ length: count }, () => board.run('quick')))
      await eventually('all have ended', async () => !(await board.door.isActive('quick')), 100_000)
    }
    await runMany(200)
    const before = usageOf(board.runnerPid)
    await runMany(1_000)
    const after = usageOf(board.runnerPid)
    const { data } = await board.door.runs({ status: ['succeeded'], limit: 2_000 })
    expect(data).toHaveLength(1_200)
    expect(after.files).toBeLessThanOrEqual(before.files * 1.1)
    expect(after.memory).toBeLessThanOrEqual(before.memory + 50 * 1024 * 1024)
  }),
)
