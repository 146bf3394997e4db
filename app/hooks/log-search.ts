import type { LogLine } from '../../lib/resources.ts'
import { addLines, type LogRow } from './log-rows.ts'
import { plainText } from './plain-text.ts'

/** What a search knows: the numbers of the rows that match, among the lines up to `searched`. */
export type Found = {
  matches: number[]
  searched: number
  /** The last rows that were looked at: their lines may go on. */
  end: LogRow[]
}

export const nothingFound: Found = { matches: [], searched: 0, end: [] }

/** Finds a text whatever its case; null for no text. */
export function patternOf(text: string): RegExp | null {
  return text === '' ? null : new RegExp(text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'gi')
}

export const matches = (row: LogRow, pattern: RegExp) => plainText(row.text).search(pattern) !== -1

/** Once `lines` were read, which follow on those that were searched, up to number `next`. */
export function searchLines(found: Found, lines: LogLine[], next: number, pattern: RegExp): Found {
  return searchRows(found, addLines(found.end, lines), next, pattern)
}

/** Once `rows` were looked at, of which the first ones may have been before. */
export function searchRows(found: Found, rows: LogRow[], next: number, pattern: RegExp): Found {
  const first = rows[0]?.seq ?? next + 1
  const before = found.matches.slice(0, found.matches.findLastIndex((seq) => seq < first) + 1)
  for (const row of rows) if (matches(row, pattern)) before.push(row.seq)
  return { matches: before, searched: Math.max(next, found.searched), end: rows.slice(-reach) }
}

/** Rows whose lines may still go on: as far back as pieces are put together. */
export const reach = 200

/** The match after (`step` 1) or before (-1) row `from`; behind the last one comes the first. */
export function nextMatch(all: number[], from: number, step: 1 | -1): number | null {
  const next = step === 1 ? all.find((seq) => seq > from) : all.findLast((seq) => seq < from)
  return next ?? all.at(step === 1 ? 0 : -1) ?? null
}
