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
  const [loading, setLoading] = useState<Side | 'elsewhere' | null>(null)
  const busy = useRef(false)
  const { window } = state

  /** One request at a time, and a pause after one that fails: the page says already that the server is not reached. */
  const during = async (what: Side | 'elsewhere', work: () => Promise<(known: LogWindow) => LogWindow>) => {
    if (busy.current) return
    busy.current = true
    setLoading(what)
    try {
      const change = await work()
      setState((now) => ({ ...now, window: withLive(change(now.window), now.live, false) }))
    } catch {
      await pause(retryAfter, new AbortController().signal)
    } finally {
      busy.current = false
      setLoading(null)
    }
  }
  const read = (query: string) =>
    readOnce<Log>(`${logUrl(id)}?${query}&limit=${page}${stream ? `&stream=${stream}` : ''}`)

  return {
    ...window,
    live,
    isLive: isLive(window, live),
    loading,
    /** Does nothing where there is nothing more at this side. */
    load: async (side: Side) => {
      const { from, to } = window
      const isThere = side === 'earlier' ? from <= 1 : isLive(window, live)
      if (isThere || log.run.logDeletedAt) return
      await during(side, async () => {
        const answer = await read(side === 'earlier' ? `before=${from}` : `after=${to}`)
        if (side === 'later') return (known) => (known.to === to ? withLater(known, answer) : known)
        return (known) => (known.from === from ? withEarlier(known, answer.lines) : known)
      })
    },
    openAt: (line: number) =>
      during('elsewhere', async () => {
        const [before, after] = await Promise.all([read(`before=${line}`), read(`after=${line - 1}`)])
        return () => windowOf(before.lines, after)
      }),
    toEnd: () => setState((now) => ({ ...now, window: withLive(now.window, now.live, true) })),
  }
}
