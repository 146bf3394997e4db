import { setTimeout as sleep } from 'node:timers/promises'
import type { Installation } from '../installation.ts'
import { childrenOf, killHard } from '../processes.ts'
import { functionTask, scriptTask } from '../task-source.ts'
import { busy, type Kills, lasting, work, wrongEnds } from './kills.ts'

/** Task processes die, at work or waiting for it: each kill fails one run at most, and says so. */
export const killTaskProcesses: Kills = async (board, rounds, random) => {
  board.task('function.ts', functionTask(lasting(300), busy))
  board.task('script.sh', scriptTask(`sleep 0.3; echo '::output::"done"'`, busy))
  await board.start()
  for (let kills = 0; kills < rounds; ) {
    if (board.executing.length < 3) {
      await board.run('function')
      await board.run('script')
    }
    await work(board)
    await sleep(random() * 200)
    const processes = childrenOf(board.runnerPid)
    const victim = processes[Math.floor(random() * processes.length)]
    if (victim === undefined) continue
    killHard(victim)
    kills++
  }
  const ended = wrongEnds(await board.history(), {
    function: ['succeeded', 'failed'],
    script: ['succeeded', 'failed'],
  })
  return [...ended, ...(await unexplained(board, rounds)), ...(await unfinished(board))]
}

/** Runs that are said to have succeeded, though their process died before the work was done. */
async function unfinished(board: Installation): Promise<string[]> {
  const { data } = await board.door.runs({ status: ['succeeded'], limit: 1_000 })
  return data
    .filter(({ output }) => output !== 'done')
    .map(({ id }) => `${id} succeeded with its work undone.`)
}

async function unexplained(board: Installation, kills: number): Promise<string[]> {
  const { data } = await board.door.runs({ status: ['failed'], limit: 1_000 })
  const others = data.filter((run) => run.error?.code !== 'killed')
  const surprises = others.map((run) => `${run.id} failed, but not of a kill: ${run.error?.message}`)
  return data.length > kills ? [...surprises, `${data.length} runs failed of ${kills} kills.`] : surprises
}
