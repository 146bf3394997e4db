import { useEffect, useState } from 'react'
import { serverNow } from './server-clock.ts'

/** The server's time, told again each `everyMs`; null: it stands still. */
export function useNow(everyMs: number | null) {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    if (everyMs === null) return
    const tick = () => setNow(serverNow())
    tick()
    const timer = setInterval(tick, everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
