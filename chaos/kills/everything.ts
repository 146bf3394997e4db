import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../eventually.ts'
import type { Installation } from '../installation.ts'
import type { LiveRun } from '../live-run.ts'
import { functionTask, scriptTask } from '../task-source.ts'
import type { Kills } from './kills.ts'

/** Everything dies at once, as in a power cut: what ran is interrupted, and what waited runs in order. */
export const killEverything: Kills = async (board, rounds, random) => {
  const waitsForEver = '() => new Promise(() => setInterval(() => {}, 1000))'
  board.task('endless.ts', functionTask(waitsForEver, { concurrency: 2 }))
  board.task('endless-script.sh', scriptTask('sleep 600', { concurrency: 2 }))
  board.task('queued.ts', functionTask('({ attempt }) => attempt'))
  await board.startApart()
  const surprises: string[] = []
  for (let round = 0; round < rounds; round++) {
    const running = await startFour(board)
    const queued = await startMany(board, 'queued', 10)
    await sleep(random() * 300)
    await board.killEverything()
    await board.startApart()
    for (const run of running) await run.reaches('interrupted')
    for (const run of queued) await run.reaches('succeeded')
    surprises.push(...disorder(board, queued))
  }
  return surprises
}

async function startFour(board: Installation): Promise<LiveRun[]> {
  const runs = [...(await startMany(board, 'endless', 2)), ...(await startMany(board, 'endless-script', 2))]
  const haveStarted = () => runs.every((run) => board.starts.some((start) => start.run === run.id))
  await eventually('four attempts have started', haveStarted)
  return runs
}

async function startMany(board: Installation, task: string, count: number): Promise<LiveRun[]> {
  const runs: LiveRun[] = []
  while (runs.length < count) runs.push(await board.run(task))
  return runs
}

function disorder(board: Installation, runs: LiveRun[]): string[] {
  const ids = runs.map((run) => run.id)
  const order = board.starts.map((start) => start.run).filter((run) => ids.includes(run))
  return order.join() === ids.join() ? [] : [`These runs started as ${order.join(', ')}.`]
}
