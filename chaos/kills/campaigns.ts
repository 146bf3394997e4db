import { messageOf } from '../../lib/errors.ts'
import { violations } from '../history.ts'
import { Installation } from '../installation.ts'
import { killEverything } from './everything.ts'
import type { Kills } from './kills.ts'
import { killRunners } from './runner.ts'
import { killTaskProcesses } from './task-process.ts'
import { killWebs } from './web.ts'

export type Campaign = {
  victim: string
  kills: Kills
  slots: number
  rounds: { short: number; long: number }
}

export const campaigns: Campaign[] = [
  { victim: 'web', kills: killWebs, slots: 4, rounds: { short: 20, long: 200 } },
  { victim: 'runner', kills: killRunners, slots: 2, rounds: { short: 20, long: 200 } },
  { victim: 'task process', kills: killTaskProcesses, slots: 4, rounds: { short: 20, long: 200 } },
  { victim: 'everything at once', kills: killEverything, slots: 4, rounds: { short: 10, long: 50 } },
]

/** What a campaign came to; all but the first two must be 0. */
export type Figures = {
  rounds: number
  accepted: number
  lost: number
  twoEnds: number
  stuck: number
  left: number
  /** Whatever else should not have happened. */
  other: number
}

const roundsOnOneBoard = 20

/** Kills `rounds` times, on a fresh board every twenty; what is wrong is told to `say` as soon as it is known. */
export async function runCampaign(
  { kills, slots }: Campaign,
  rounds: number,
  random: () => number,
  say: (sentence: string) => void,
): Promise<Figures> {
  const figures: Figures = { rounds, accepted: 0, lost: 0, twoEnds: 0, stuck: 0, left: 0, other: 0 }
  for (let done = 0; done < rounds; done += roundsOnOneBoard) {
    const board = new Installation({ slots })
    const count = Math.min(roundsOnOneBoard, rounds - done)
    const surprises = await kills(board, count, random).catch(sentenceOf)
    const history = await board.history()
    const faults = [...violations(history), ...surprises, ...(await board.close().then(none, sentenceOf))]
    for (const fault of faults) {
      figures[figureOf(fault)]++
      say(fault)
    }
    figures.accepted += history.accepted.length
  }
  return figures
}

const none = (): string[] => []
const sentenceOf = (error: unknown) => [messageOf(error)]

const figureByRule = { I1: 'lost', I2: 'twoEnds', I3: 'stuck', I6: 'left' } as const

function figureOf(fault: string): 'lost' | 'twoEnds' | 'stuck' | 'left' | 'other' {
  return figureByRule[fault.split(':')[0] as keyof typeof figureByRule] ?? 'other'
}
