import { useEffect, useMemo, useState } from 'react'
import type { Log, LogLine } from '../../lib/resources.ts'
import { backoff } from './backoff.ts'
import { read } from './http.ts'
import { type Found, nothingFound, patternOf, reach, searchLines, searchRows } from './log-search.ts'
import { pause } from './pause.ts'
import { logUrlAfter, type RunAndLog } from './use-run.ts'

/** Looks for `text` in the whole log, one answer at a time; of what it has read it keeps only the numbers. */
export function useLogSearch(log: RunAndLog, text: string, stream: LogLine['stream'] | undefined) {
  const pattern = useMemo(() => patternOf(text), [text])
  const [state, setState] = useState({ pattern, stream, found: nothingFound })
  if (state.pattern !== pattern || state.stream !== stream) setState({ pattern, stream, found: nothingFound })
  const { found } = state
  const isBehind = pattern !== null && found.searched < log.next
  const isHeld = (log.rows[0]?.seq ?? 1) <= found.searched + 1
  const url = `${logUrlAfter(log.run.id, found.searched)}${stream ? `&stream=${stream}` : ''}`

  useEffect(() => {
    if (!isBehind || isHeld) return
    const stop = new AbortController()
    const step = (change: (found: Found) => Found) =>
      setState((now) => (stop.signal.aborted ? now : { ...now, found: change(now.found) }))
    void search(url, pattern, stop.signal).then(step)
    return () => stop.abort()
  }, [isBehind, isHeld, pattern, url])

  useEffect(() => {
    if (!isBehind || !isHeld) return
    const rows = stream ? log.rows.filter((row) => row.stream === stream) : log.rows
    const start = rows.findIndex((row) => row.last > found.searched)
    const fresh = start === -1 ? [] : rows.slice(Math.max(0, start - reach))
    setState((now) => ({ ...now, found: searchRows(now.found, fresh, log.next, pattern) }))
  }, [isBehind, isHeld, log.rows, log.next, stream, found.searched, pattern])

  return { pattern, matches: found.matches, searched: found.searched, isOver: !isBehind }
}

/** The step that one answer makes. It is asked for until it comes. */
async function search(url: string, pattern: RegExp, signal: AbortSignal) {
  for (let failures = 0; ; failures++) {
    if (failures > 0) await pause(backoff(failures), signal)
    if (signal.aborted) return (found: Found) => found
    const answer = await read(url, { signal }).catch(() => null)
    if (!answer) continue
    const { lines, next } = answer.body as Log
    return (found: Found) => searchLines(found, lines, next, pattern)
  }
}
