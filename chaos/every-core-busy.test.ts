import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { leaseMs } from '../lib/store/runners.ts'
import { onBoard } from './board.ts'
import { eventually } from './eventually.ts'
import { functionTask, scriptTask } from './task-source.ts'

const cores = availableParallelism()

test(
  'endless loops on every core keep no heartbeat from being told, and no run is taken for lost',
  onBoard(
    async (board) => {
      board.task('loop.ts', functionTask('() => { for (;;); }', { concurrency: cores, killGrace: '0.1s' }))
      board.task(
        'loop-script.sh',
        scriptTask('while :; do :; done', { concurrency: cores, killGrace: '0.1s' }),
      )
      await board.start()
      const runs = []
      for (let i = 0; i < cores; i++) runs.push(await board.run('loop'), await board.run('loop-script'))
      await eventually('all have started', () => board.starts.length === runs.length)
      const heartbeats = new Set<string | undefined>()
      for (const end = performance.now() + leaseMs + 1_000; performance.now() < end; await sleep(100)) {
        const { data } = await board.door.runners()
        expect(data).toMatchObject([{ running: runs.length }])
        heartbeats.add(data[0]?.heartbeatAt)
      }
      expect(heartbeats.size).toBeGreaterThan(2)
      for (const run of runs) await run.cancel()
      for (const run of runs) expect((await run.reaches('canceled')).attempts).toHaveLength(1)
    },
    { slots: 2 * cores },
  ),
)
