import { useCallback, useEffect, useState } from 'react'
import { extended, hashOf, type LineRange, lineRangeOf } from './line-range.ts'

/** The lines that the address names. `linked` are those that it came with, so that the page has to go there. */
export function useLineRange() {
  const [range, setRange] = useState<LineRange | null>(null)
  const [linked, setLinked] = useState<LineRange | null>(null)
  useEffect(() => {
    const look = () => {
      const named = lineRangeOf(location.hash)
      setRange(named)
      setLinked(named)
    }
    look()
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [])

  /** Puts the line into the address, or with `extend` all lines up to it. It makes no step in the history. */
  const choose = useCallback(
    (line: number, extend: boolean) => {
      const chosen = extended(extend ? range : null, line)
      history.replaceState(null, '', hashOf(chosen))
      setRange(chosen)
    },
    [range],
  )
  return { range, linked, choose }
}
