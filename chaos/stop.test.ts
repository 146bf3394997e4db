import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, test } from 'vitest'
import { onBoard } from './board.ts'
import { eventually } from './eventually.ts'
import { functionTask, scriptTask } from './task-source.ts'

test(
  'a graceful stop lets a short run finish, interrupts a long one after the drain, and starts nothing new',
  onBoard(
    async (board) => {
      board.task(
        'short.ts',
        functionTask('() => new Promise((resolve) => setTimeout(resolve, 1500, "done"))'),
      )
      board.task('long.sh', scriptTask(`trap '' TERM; while :; do sleep 0.1; done`, { killGrace: '0.5s' }))
      await board.start()
      const [short, long] = [await board.run('short'), await board.run('long')]
      await eventually('both have started', () => board.starts.length === 2)
      const waiting = await board.run('short')
      await board.web?.stop()
      expect((await short.reaches('succeeded')).output).toBe('done')
      expect((await long.reaches('interrupted')).error?.code).toBe('shutdown')
      expect(board.processesOf(long)).toEqual([])
      expect((await waiting.state).status).toBe('queued')
      expect(board.hasRunner).toBe(false)
      await board.start()
      await waiting.reaches('succeeded')
    },
    { drain: '4s' },
  ),
)

test(
  'a second request to stop waits for no run, and a third leaves it no grace',
  onBoard(
    async (board) => {
      const patient = `({ signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve('cut short')))`
      const stubborn = `trap 'echo asked' TERM; while :; do sleep 0.05; done`
      board.task('patient.ts', functionTask(patient))
      board.task('stubborn.sh', scriptTask(stubborn, { killGrace: '1h' }))
      await board.start()
      const [patientRun, stubbornRun] = [await board.run('patient'), await board.run('stubborn')]
      await eventually('both have started', () => board.starts.length === 2)
      const stopped = board.web?.stop()
      await eventually('the runner stops', async () => (await board.door.runners()).data[0]?.stopping)
      void board.web?.stop()
      await stubbornRun.says('asked')
      expect(await patientRun.reaches('interrupted')).toMatchObject({
        output: 'cut short',
        error: { code: 'shutdown' },
      })
      expect((await stubbornRun.state).status).toBe('running')
      void board.web?.stop()
      await stopped
      expect((await stubbornRun.reaches('interrupted')).error?.code).toBe('shutdown')
    },
    { drain: '10m' },
  ),
)

test(
  'a run that is asked to retry after an interruption waits for the next start',
  onBoard(
    async (board) => {
      const retry = { attempts: 2, delay: '0.1s', on: ['interrupted' as const] }
      const work = '({ attempt }) => attempt === 2 ? 1 : new Promise(() => setInterval(() => {}, 1000))'
      board.task('again.ts', functionTask(work, { retry, killGrace: '0.2s' }))
      await board.start()
      const run = await board.run('again')
      await eventually('it has started', () => board.starts.length === 1)
      await board.web?.stop()
      expect((await run.state).status).toBe('queued')
      await board.start()
      expect((await run.reaches('succeeded')).attempts).toHaveLength(2)
    },
    { drain: '0s' },
  ),
)

test(
  'a stop that is meant does not wait for a store that cannot be written, and nothing is lost by that',
  onBoard(
    async (board) => {
      board.task('long.sh', scriptTask('echo up; sleep 600'))
      await board.start()
      const run = await board.run('long')
      await run.says('up')
      const lock = new BetterSqlite3(path.join(board.data, 'runboard.db'))
      lock.exec('BEGIN IMMEDIATE')
      await board.stop() // asks again and again
      expect(board.processesOf(run)).toEqual([])
      expect((await run.state).status).toBe('running')
      lock.close()
      await board.start()
      expect((await run.reaches('interrupted')).error?.code).toBe('runner_lost')
    },
    { drain: '10m' },
  ),
)
