import { useRef, useState } from 'react'
import type { Log, LogLine } from '../../lib/resources.ts'
import { readOnce } from './http.ts'
import { addLines, type LogRow } from './log-rows.ts'
import { logUrlAfter } from './use-run.ts'

const page = 1000
const mostRows = 20_000

/** Rows from before those that the page opened with, loaded on demand. `upTo` is the row that they lead up to. */
export function useEarlierRows(id: string, upTo: LogRow | undefined) {
  const [rows, setRows] = useState<LogRow[]>([])
  const [loading, setLoading] = useState(false)
  const busy = useRef(false)
  const shown = leadsTo(rows, upTo) ? rows : none
  const first = shown[0]?.seq ?? upTo?.seq ?? 1

  /** Loads one page more, or as many as it takes to have line `seq`. */
  const load = async (seq = Math.max(1, first - page)) => {
    const from = Math.max(seq, first - mostRows)
    if (busy.current || from >= first) return
    busy.current = true
    setLoading(true)
    try {
      const earlier = addLines([], await linesBetween(id, from, first))
      setRows([...earlier, ...shown])
    } finally {
      busy.current = false
      setLoading(false)
    }
  }
  return { rows: shown, canLoad: first > 1 && shown.length < mostRows, loading, load }
}

const none: LogRow[] = []

/** False once the newest rows were cut: then there would be a hole between. */
function leadsTo(rows: LogRow[], upTo: LogRow | undefined) {
  const last = rows.at(-1)
  return last !== undefined && upTo !== undefined && last.last >= upTo.seq - 1
}

/** Lines `from` … `before - 1`; where none of these is left, the ones before them. */
async function linesBetween(id: string, from: number, before: number): Promise<LogLine[]> {
  const lines: LogLine[] = []
  for (let after = from - 1; after < before - 1 && lines.length < mostRows; ) {
    const answer = await readOnce<Log>(logUrlAfter(id, after))
    const wanted = answer.lines.filter((line) => line.seq < before)
    lines.push(...wanted)
    if (wanted.length < answer.lines.length || answer.lines.length === 0) break
    after = answer.next
  }
  if (lines.length > 0 || from === 1) return lines
  return linesBetween(id, Math.max(1, from - (before - from) * 10), before)
}
