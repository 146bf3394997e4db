import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../eventually.ts'
import type { Installation } from '../installation.ts'
import { functionTask, scriptTask } from '../task-source.ts'
import { busy, type Kills, lasting, work, wrongEnds } from './kills.ts'

const watchers = 20
const lookEveryMs = 250

/** The web dies under its users: no run notices, and the next web is there soon. */
export const killWebs: Kills = async (board, rounds, random) => {
  board.task('function.ts', functionTask(lasting(600), busy))
  board.task('script.sh', scriptTask('sleep 0.3', busy))
  await board.startApart()
  const first = await board.runThroughWeb('function')
  const load = new AbortController()
  const users = [
    startRuns(board, 'function', random, load.signal),
    startRuns(board, 'script', random, load.signal),
    ...Array.from({ length: watchers }, () => watch(board, first.id, load.signal)),
  ]
  try {
    for (let round = 0; round < rounds; round++) {
      await work(board)
      await sleep(random() * 500)
      await board.webProcess?.kill()
      await board.startApart()
      await eventually('the web answers again', () => looks(board, first.id))
    }
  } finally {
    load.abort()
    await Promise.all(users)
  }
  return wrongEnds(await board.history(), { function: ['succeeded'], script: ['succeeded'] })
}

/** About two runs a second, whether the web is there or not: what it does not answer was not accepted. */
async function startRuns(board: Installation, task: string, random: () => number, signal: AbortSignal) {
  while (!signal.aborted) {
    await board.runThroughWeb(task).catch(() => {})
    await sleep(random() * 1_000)
  }
}

async function watch(board: Installation, run: string, signal: AbortSignal) {
  while (!signal.aborted) {
    await looks(board, run)
    await sleep(lookEveryMs)
  }
}

const looks = (board: Installation, run: string) =>
  board.webProcess?.look(run).then(
    () => true,
    () => false,
  )
