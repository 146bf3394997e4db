import { statuses } from '../lib/run.ts'
import type { Screen } from './screen.ts'

const colours: Record<string, number> = {
  running: 34,
  succeeded: 32,
  failed: 31,
  timed_out: 31,
  broken: 31,
  interrupted: 33,
}

/** A table with its titles in bold and statuses in their colours, where the screen has any. */
export function painted(screen: Screen, [titles = '', ...rows]: string[]): string[] {
  if (!screen.hasColours) return [titles, ...rows]
  return [`\x1b[1m${titles}\x1b[0m`, ...rows.map((row) => row.replace(word, colour))]
}

/** The first one of a row that stands alone between two columns. */
const word = new RegExp(`(?<=  )(${[...statuses, 'broken'].join('|')})(?=  |$)`)

const colour = (status: string) => (status in colours ? `\x1b[${colours[status]}m${status}\x1b[0m` : status)
