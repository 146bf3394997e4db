import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { LogLine } from '../../../lib/resources.ts'
import { rowsAfter } from '../../hooks/log-window.ts'
import { useLineRange } from '../../hooks/use-line-range.ts'
import { useLogWindow } from '../../hooks/use-log-window.ts'
import type { RunAndLog } from '../../hooks/use-run.ts'
import type { Goal } from './use-place.ts'

/** Where in the log the reader is, and how they get elsewhere. It opens at the end, or at the line of the address. */
export function useWhereabouts(log: RunAndLog, stream: LogLine['stream'] | undefined) {
  const area = useRef<HTMLDivElement>(null)
  const top = useRef(1)
  /** Number of the last line when the reader left the end; null while they follow it. */
  const [leftAt, setLeftAt] = useState<number | null>(null)
  const [goal, setGoal] = useState<Goal>({ to: 'end' })
  const isFollowing = leftAt === null
  const part = useLogWindow(log, stream, isFollowing)
  const { range, linked, choose } = useLineRange()

  const setFollowing = (follows: boolean) => setLeftAt((before) => (follows ? null : (before ?? log.next)))
  const toEnd = () => {
    setFollowing(true)
    part.toEnd()
    setGoal({ to: 'end' })
  }
  const open = async (wanted: number) => {
    const line = Math.min(wanted, log.next)
    if (line < part.from || line > part.to) {
      setFollowing(false)
      if (!(await part.openAt(line))) return
    }
    setGoal({ to: line })
  }
  const go = (line: number) => void open(line)
  const follow = useEffectEvent(go)
  useEffect(() => {
    if (linked) follow(linked.first)
  }, [linked])

  const unseen = leftAt === null ? 0 : rowsAfter(part.live, leftAt)
  return { area, top, goal, part, range, choose, isFollowing, setFollowing, toEnd, go, unseen }
}
