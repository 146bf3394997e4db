import { useMemo } from 'react'
import type { Log, RunDetail } from '../../lib/resources.ts'
import type { Source } from './feed.ts'
import { addLines, type LogRow } from './log-rows.ts'
import { useFeed } from './use-feed.ts'

export type RunAndLog = {
  run: RunDetail
  /** The newest rows, 20,000 at most. */
  rows: LogRow[]
  /** Number of the last line. */
  next: number
  droppedBytes: number
  eof: boolean
  /** Answers in a row that were full: we read more slowly than it writes. */
  behind: number
}

/** One run and the end of its log. One request at a time feeds both. */
export function useRun(id: string) {
  return useFeed(useMemo(() => runSource(id), [id]))
}

export const logUrl = (id: string) => `/api/runs/${encodeURIComponent(id)}/log`

function runSource(id: string): Source<RunAndLog> {
  return {
    name: `runboard run ${id}`,
    url: (known) => (known && known.behind < 3 ? logUrlAfter(id, known.next) : `${logUrl(id)}?tail=1000`),
    merge: (known, body) => merged(known, body as Log),
    isOver: ({ eof }) => eof,
  }
}

export const logUrlAfter = (id: string, seq: number) => `${logUrl(id)}?after=${seq}&limit=${mostLines}`

/** What one answer carries at most: so many lines, or 64 KB of text. */
const mostLines = 5000
const mostRows = 20_000
const rowsKept = 15_000
/** Just below those 64 KB, in characters. */
const fullAnswer = 48 * 1024

function merged(known: RunAndLog | undefined, { lines, next, run, droppedBytes, eof }: Log): RunAndLog {
  const first = lines[0]?.seq ?? 0
  const goesOn = known !== undefined && (lines.length === 0 || first <= known.next + 1 || known.behind < 3)
  const rows = goesOn && lines.length === 0 ? known.rows : addLines(goesOn ? known.rows : [], lines)
  const size = lines.reduce((sum, line) => sum + line.text.length, 0)
  const isFull = size > fullAnswer || lines.length === mostLines
  return {
    run,
    rows: rows.length > mostRows ? rows.slice(-rowsKept) : rows,
    next: Math.max(next, known?.next ?? 0),
    droppedBytes,
    eof,
    behind: known && known.behind < 3 && isFull ? known.behind + 1 : 0,
  }
}
