import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../eventually.ts'
import { functionTask, scriptTask } from '../task-source.ts'
import { busy, type Kills, lasting, work, wrongEnds } from './kills.ts'

const retry = { attempts: 101, delay: '0.05s', factor: 1, on: ['interrupted' as const] }

/** The runner dies, at work or while it still starts: its runs are interrupted, or tried again where the task asks for it. */
export const killRunners: Kills = async (board, rounds, random) => {
  board.task('function.ts', functionTask(lasting(300), busy))
  board.task('script.sh', scriptTask('setsid ./_nap.sh & sleep 0.3', busy))
  board.task('again.ts', functionTask(lasting(300), { ...busy, retry }))
  await board.startRunner()
  await eventually('the tasks are known', () => board.knows('again'))
  for (let round = 0; round < rounds; round++) {
    for (const task of ['function', 'script', 'again']) await board.run(task)
    if (random() < 0.7) await work(board)
    await sleep(random() * 500)
    await board.runnerProcess?.kill()
    await board.startRunner()
  }
  const history = await board.history()
  const naps = board.naps.map((pid) => `Process ${pid}, which a script had started, is alive.`)
  const lost = wrongEnds(history, {
    function: ['succeeded', 'interrupted'],
    script: ['succeeded', 'interrupted'],
    again: ['succeeded'],
  })
  return [...naps, ...lost]
}
