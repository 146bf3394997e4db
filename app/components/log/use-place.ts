import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { LogRow } from '../../hooks/log-rows.ts'
import type { LogLook } from './log-look.ts'

/** Where the reader wants to be: each press makes a new one. */
export type Goal = { to: number | 'end' }

export type Place = {
  rows: LogRow[]
  look: LogLook
  goal: Goal
  isFollowing: boolean
  area: RefObject<HTMLDivElement | null>
  /** Takes the number of the first row in sight. */
  top: RefObject<number>
}

/** Brings the goal into sight once its row is there, and keeps the place when rows change their height. */
export function usePlace(place: Place, virtual: Virtualizer<HTMLDivElement, Element>) {
  const { rows, look, goal, isFollowing, area, top } = place
  const reached = useRef<Goal | null>(null)
  useEffect(() => {
    return () => {
      reached.current = null
    }
  }, [])

  // Before the page is painted: no row of another place is seen, nor are others loaded for it.
  useLayoutEffect(() => {
    if (reached.current === goal || rows.length === 0) return
    const { to } = goal
    const at = to === 'end' ? rows.length - 1 : rows.findIndex((row) => row.last >= to)
    if (at === -1) return
    reached.current = goal
    if (to === 'end') virtual.scrollToEnd()
    else virtual.scrollToIndex(at, { align: 'center' })
  }, [goal, rows, virtual])

  const shape = `${look.wrap} ${look.times} ${look.digits}`
  const shaped = useRef(shape)
  useLayoutEffect(() => {
    if (shaped.current === shape) return
    shaped.current = shape
    measureAgain(virtual)
    const at = rows.findIndex((row) => row.seq >= top.current)
    if (isFollowing) virtual.scrollToEnd()
    else virtual.scrollToIndex(at, { align: 'start' })
  }, [shape, isFollowing, rows, top, virtual])

  useEffect(() => {
    if (!isFollowing || !area.current) return
    const watch = new ResizeObserver(() => virtual.scrollToEnd())
    watch.observe(area.current)
    return () => watch.disconnect()
  }, [isFollowing, area, virtual])

  useEffect(() => {
    top.current = rows[virtual.range?.startIndex ?? 0]?.seq ?? 1
  })
}

/** Forgets all heights; those in sight are told at once, as no observer reports what did not change. */
function measureAgain(virtual: Virtualizer<HTMLDivElement, Element>) {
  virtual.measure()
  for (const row of virtual.scrollElement?.querySelectorAll<HTMLElement>('[data-index]') ?? [])
    virtual.resizeItem(Number(row.dataset.index), row.offsetHeight)
}
