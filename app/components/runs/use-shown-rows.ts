import { type RefObject, useEffect, useEffectEvent, useState } from 'react'
import type { RunList } from '../../../lib/resources.ts'
import { type Shown, shownAfter, wantedRows } from './shown-rows.ts'

type Options = {
  list: RunList
  /** The element of the list. */
  frame: RefObject<HTMLElement | null>
  /** Something is chosen in it. */
  chosen: boolean
  /** Is told how many runs the next request has to ask for. */
  size: { current: number }
}

/**
 * The rows as they are shown. New ones come by themselves where that disturbs nobody; else `news` counts them until
 * `bring` is called. `arrived` is how many the last answer brought.
 */
export function useShownRows({ list, frame, chosen, size }: Options) {
  const [shown, setShown] = useState<Shown & { arrived: number; of: RunList }>(() => ({
    ...shownAfter([], list, false),
    arrived: 0,
    of: list,
  }))
  const take = useEffectEvent((answer: RunList) => {
    if (answer === shown.of) return
    const held = chosen || shown.news > 0 || isHeld(frame.current)
    const next = shownAfter(shown.rows, answer, held)
    setShown({ ...next, arrived: held ? next.news : arrivals(shown, next), of: answer })
    size.current = wantedRows(next)
  })
  useEffect(() => take(list), [list])
  const bring = () => {
    setShown({ ...shownAfter([], list, false), arrived: 0, of: list })
    size.current = wantedRows({ rows: [], news: 0 })
  }
  return { ...shown, bring }
}

/** Somebody points into the list, is in it by the keyboard, or has scrolled into it. */
function isHeld(frame: HTMLElement | null) {
  if (!frame) return false
  const points = frame.matches(':hover') && window.matchMedia('(hover: hover)').matches
  return points || frame.matches(':focus-within') || frame.getBoundingClientRect().top < 0
}

function arrivals(before: Shown, now: Shown) {
  const known = new Set(before.rows.map(({ run }) => run.id))
  const oldest = before.rows.at(-1)?.run.id ?? ''
  return now.rows.filter(({ run }) => !known.has(run.id) && run.id > oldest).length
}
