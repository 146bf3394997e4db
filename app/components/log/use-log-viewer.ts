import { useMemo, useState } from 'react'
import { useKeys } from '../../hooks/use-keys.ts'
import type { RunAndLog } from '../../hooks/use-run.ts'
import type { LogLook } from './log-look.ts'
import { type Find, useFind } from './use-find.ts'
import { useLogLook } from './use-log-look.ts'
import { useWhereabouts } from './use-whereabouts.ts'

/** All that the viewer knows, and what its buttons and keys do. */
export function useLogViewer(log: RunAndLog) {
  const [onlyErrors, setOnlyErrors] = useState(false)
  const [isFull, setFull] = useState(false)
  const stream = onlyErrors ? 'err' : undefined
  const where = useWhereabouts(log, stream)
  const { part, top, go, toEnd, isFollowing, setFollowing, area } = where
  const find = useFind({ log, stream, rows: part.rows, top, go })
  const { toggleWrap, nextTimes, wrap, times, start } = useLogLook(log.run)
  const { pattern } = find
  const digits = Math.max(6, String(log.next).length)
  const look: LogLook = useMemo(
    () => ({ wrap, times, start, digits, pattern }),
    [wrap, times, start, digits, pattern],
  )

  const leaveFind = () => {
    find.close()
    area.current?.focus({ preventScroll: true })
  }
  const press = {
    find: find.isOpen ? leaveFind : find.open,
    follow: isFollowing ? () => setFollowing(false) : toEnd,
    wrap: toggleWrap,
    times: nextTimes,
    errors: () => {
      setOnlyErrors(!onlyErrors)
      toEnd()
    },
    full: () => setFull(!isFull),
  }
  useKeys({ '/': find.open, w: press.wrap, t: press.times, f: press.follow })
  useKeys(find.isOpen ? findKeys(find, leaveFind) : isFull ? { Escape: press.full } : {})

  return { ...where, find, leaveFind, look, onlyErrors, isFull, press }
}

function findKeys(find: Find, leave: () => void) {
  const previous = () => find.move(-1)
  return { n: () => find.move(1), N: previous, Escape: leave }
}
