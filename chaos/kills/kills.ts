import type { Status } from '../../lib/run.ts'
import { eventually } from '../eventually.ts'
import type { History } from '../history.ts'
import type { Installation } from '../installation.ts'

/**
 * Kills processes of a board at random moments while it works, and waits until it works again, `rounds` times. What
 * came of a run that no such kill explains is told in sentences; the board's history is checked apart.
 */
export type Kills = (board: Installation, rounds: number, random: () => number) => Promise<string[]>

/** For tasks of which many runs wait and several execute at once. */
export const busy = { concurrency: 2, maxQueued: 10_000 }

/** The body of a function that takes a while, and has an output once its work is done. */
export const lasting = (ms: number) => `() => new Promise((resolve) => setTimeout(resolve, ${ms}, 'done'))`

/** Waits until something executes: to kill those who wait proves little. */
export const work = (board: Installation) =>
  eventually('work goes on', () => board.executing.length > 0, 60_000)

/** Runs that ended otherwise than those of their task may. */
export function wrongEnds({ runs }: History, allowed: Record<string, Status[]>): string[] {
  const wrong = runs.filter((run) => !allowed[run.task]?.includes(run.status))
  return wrong.map((run) => `${run.id} of ${run.task} is ${run.status}.`)
}
