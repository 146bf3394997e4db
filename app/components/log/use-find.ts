import { type RefObject, useMemo, useRef, useState } from 'react'
import type { LogLine } from '../../../lib/resources.ts'
import type { LogRow } from '../../hooks/log-rows.ts'
import { matches, nextMatch, patternOf } from '../../hooks/log-search.ts'
import { useLogSearch } from '../../hooks/use-log-search.ts'
import type { RunAndLog } from '../../hooks/use-run.ts'

type Place = {
  log: RunAndLog
  stream: LogLine['stream'] | undefined
  /** What the page holds of the log. */
  rows: LogRow[]
  /** Number of the first row in sight. */
  top: RefObject<number>
  go: (line: number) => void
}

export type Find = ReturnType<typeof useFind>

/** A search in the whole log, and where in what it found the reader is. */
export function useFind({ log, stream, rows, top, go }: Place) {
  const field = useRef<HTMLInputElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [current, setCurrent] = useState<number | null>(null)
  const { pattern, isOver, ...search } = useLogSearch(log, isOpen ? text : '', stream)
  // What is in the page is found at once, wherever the search is.
  const found = useMemo(() => {
    if (isOver || !pattern) return search.matches
    const ahead = rows.filter((row) => row.seq > search.searched && matches(row, pattern))
    return [...search.matches, ...ahead.map((row) => row.seq)]
  }, [isOver, pattern, search.matches, search.searched, rows])

  const stand = (line: number | null) => {
    setCurrent(line)
    if (line !== null) go(line)
  }
  return {
    field,
    isOpen,
    text,
    pattern,
    current,
    found: found.length,
    at: isOver && current !== null ? found.indexOf(current) + 1 : 0,
    searched: search.searched,
    isOver,
    open: () => {
      setOpen(true)
      field.current?.select()
    },
    close: () => {
      setOpen(false)
      setCurrent(null)
    },
    move: (step: 1 | -1) => stand(nextMatch(found, current ?? top.current - (step === 1 ? 1 : 0), step)),
    /** Goes to the nearest match that the page holds; farther ones wait for a key. */
    type: (next: string) => {
      setText(next)
      stand(nearest(rows, patternOf(next), top.current))
    },
  }
}

function nearest(rows: LogRow[], pattern: RegExp | null, top: number) {
  if (!pattern) return null
  const isMatch = (row: LogRow) => matches(row, pattern)
  const row = rows.find((each) => each.seq >= top && isMatch(each)) ?? rows.findLast(isMatch)
  return row?.seq ?? null
}
