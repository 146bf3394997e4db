import { useMemo, useRef, useState } from 'react'
import type { Log, LogLine } from '../../lib/resources.ts'
import { readOnce } from './http.ts'
import {
  isLive,
  type LogWindow,
  liveWindow,
  windowOf,
  withEarlier,
  withLater,
  withLive,
} from './log-window.ts'
import { pause } from './pause.ts'
import { logUrl, type RunAndLog } from './use-run.ts'

/** Lines that one request loads. */
const page = 1000

const retryAfter = 1000

export type Side = 'earlier' | 'later'

/**
 * The part of the log that the page holds. It opens at the end and moves with the reader: `load` adds lines at either
 * side, `openAt` moves it to a line, `toEnd` back to the end, which it follows where `isFollowing` says so.
 */
export function useLogWindow(log: RunAndLog, stream: LogLine['stream'] | undefined, isFollowing: boolean) {
  const { id } = log.run
  const live = useMemo(() => liveWindow(log.rows, log.next, stream), [log.rows, log.next, stream])
  const [state, setState] = useState({ window: live, live, stream })
  if (state.live !== live) {
    const window = state.stream === stream ? withLive(state.window, live, isFollowing) : live
    setState({ window, live, stream })
  }
  const [loading, setLoading] = useState<Errand | null>(null)
  const errand = useRef<Errand | null>(null)
  const { window } = state

  /** What comes of it counts unless another errand came first. After one that failed there is a pause. */
  const send = async (side: Errand['side'], work: () => Promise<(known: LogWindow) => LogWindow>) => {
    const mine = { side }
    errand.current = mine
    setLoading(mine)
    const change = await work().catch(() => null)
    if (!change) await pause(retryAfter, new AbortController().signal)
    if (errand.current !== mine) return false
    errand.current = null
    setLoading(null)
    if (change) setState((now) => ({ ...now, window: withLive(change(now.window), now.live, false) }))
    return change !== null
  }
  const read = (query: string) =>
    readOnce<Log>(`${logUrl(id)}?${query}&limit=${page}${stream ? `&stream=${stream}` : ''}`)

  return {
    ...window,
    live,
    isLive: isLive(window, live),
    loading: loading?.side ?? null,
    /** Does nothing where there is nothing more at this side, or while something is on its way. */
    load: async (side: Side) => {
      const { from, to } = window
      const isThere = side === 'earlier' ? from <= 1 : isLive(window, live)
      if (isThere || errand.current || log.run.logDeletedAt) return
      await send(side, async () => {
        const answer = await read(side === 'earlier' ? `before=${from}` : `after=${to}`)
        if (side === 'later') return (known) => (known.to === to ? withLater(known, answer) : known)
        return (known) => (known.from === from ? withEarlier(known, answer.lines) : known)
      })
    },
    /** Resolves with false where something else came first, or the server was not reached. */
    openAt: (line: number) =>
      send('elsewhere', async () => {
        const [before, after] = await Promise.all([read(`before=${line}`), read(`after=${line - 1}`)])
        return () => windowOf(before.lines, after)
      }),
    toEnd: () => {
      errand.current = null
      setLoading(null)
      setState((now) => ({ ...now, window: withLive(now.window, now.live, true) }))
    },
  }
}

type Errand = { side: Side | 'elsewhere' }
