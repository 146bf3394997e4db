import type { Log, LogLine } from '../../lib/resources.ts'
import { addLines, type LogRow } from './log-rows.ts'

/** The part of a log that a page holds: all rows that there are from line `from` to line `to`. */
export type LogWindow = { rows: LogRow[]; from: number; to: number }

const mostRows = 20_000

/** The end of the log, as it comes in, or the lines of one stream in it. */
export function liveWindow(rows: LogRow[], next: number, stream?: LogLine['stream']): LogWindow {
  const shown = stream ? rows.filter((row) => row.stream === stream) : rows
  return { rows: shown, from: rows[0]?.seq ?? 1, to: next }
}

/** Nothing is missing between its end and the end of the log. */
export const isLive = (window: LogWindow, live: LogWindow) => window.to >= live.to

/**
 * The window once the end of the log is `live`. It goes on with it where it reaches so far and has room. A reader who is
 * at the end stays there, whatever that costs at the beginning; for any other what they read stays.
 */
export function withLive(window: LogWindow, live: LogWindow, isAtEnd: boolean): LogWindow {
  if (window.to < live.from - 1) return isAtEnd ? live : window
  const before = window.rows.filter((row) => row.seq < live.from)
  const rows = before.length > 0 ? [...before, ...live.rows] : live.rows
  const joined = { rows, from: Math.min(window.from, live.from), to: live.to }
  if (rows.length <= mostRows) return joined
  return isAtEnd ? withoutStart(joined) : window
}

/** With the lines just before it; none means that it has the first one already. */
export function withEarlier(window: LogWindow, lines: LogLine[]): LogWindow {
  const rows = [...addLines([], lines), ...window.rows]
  return withoutEnd({ ...window, rows, from: lines[0]?.seq ?? 1 })
}

/** With the lines just after it. */
export function withLater(window: LogWindow, { lines, next }: Log): LogWindow {
  return withoutStart({ ...window, rows: addLines(window.rows, lines), to: next })
}

/** From what an answer with the lines before a place, and one with those after it, hold. */
export function windowOf(before: LogLine[], { lines, next }: Log): LogWindow {
  return { rows: addLines([], [...before, ...lines]), from: before[0]?.seq ?? 1, to: next }
}

/** How many rows came after line `seq`; the lines where the rows are not held any more. */
export function rowsAfter(live: LogWindow, seq: number) {
  if (live.from > seq) return live.to - seq
  return live.rows.length - 1 - live.rows.findLastIndex((row) => row.seq <= seq)
}

function withoutStart(window: LogWindow): LogWindow {
  if (window.rows.length <= mostRows) return window
  const rows = window.rows.slice(-mostRows)
  return { ...window, rows, from: rows[0]?.seq ?? window.from }
}

/** A row whose line goes on after the cut takes those along that stand in between. */
function withoutEnd(window: LogWindow): LogWindow {
  if (window.rows.length <= mostRows) return window
  const to = window.rows.slice(mostRows - 200, mostRows).reduce((last, row) => Math.max(last, row.last), 0)
  return { ...window, rows: window.rows.filter((row, at) => at < mostRows || row.seq <= to), to }
}
