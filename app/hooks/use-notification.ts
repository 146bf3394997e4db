import { useEffect, useRef, useState } from 'react'
import type { RunDetail } from '../../lib/resources.ts'
import { isFinal } from '../../lib/run.ts'
import { backoff } from './backoff.ts'
import { ProblemError, read } from './http.ts'
import { pause } from './pause.ts'
import { whileHidden } from './while-visible.ts'

type NotificationChoice = 'unavailable' | 'off' | 'on' | 'refused'

/**
 * A notification of the system when a run ends. The reader's permission is asked for when they first choose it. A
 * hidden page asks nothing of the server, except for such a run.
 */
export function useNotification(run: RunDetail, words: (run: RunDetail) => { title: string; body: string }) {
  const [choice, setChoice] = useState<NotificationChoice>('unavailable')
  const { id } = run
  const ended = isFinal(run)
  const told = useRef(false)
  const tell = useRef((_run: RunDetail) => {})
  useEffect(() => {
    tell.current = (end) => {
      if (told.current) return
      told.current = true
      show(end, words(end))
    }
  })
  useEffect(() => setChoice('Notification' in window ? 'off' : 'unavailable'), [])
  useEffect(() => {
    if (choice === 'on' && ended) tell.current(run)
  }, [choice, ended, run])
  useEffect(() => {
    if (choice !== 'on' || ended) return
    const stop = new AbortController()
    void whileHidden(stop.signal, (signal) => followToEnd(id, signal, (end) => tell.current(end)))
    return () => stop.abort()
  }, [choice, ended, id])

  const ask = async () => {
    const permission = await Notification.requestPermission()
    setChoice(permission === 'granted' ? 'on' : 'refused')
  }
  return { choice, ask, leave: () => setChoice('off') }
}

const waitSeconds = 25
/** Between two answers: progress may change many times a second, and only the end is waited for. */
const restMs = 1000

async function followToEnd(id: string, signal: AbortSignal, tell: (end: RunDetail) => void) {
  let etag: string | null = null
  for (let failures = 0; !signal.aborted; ) {
    try {
      const answer = await read(`/api/runs/${encodeURIComponent(id)}`, { signal, etag, waitSeconds })
      failures = 0
      if (answer) {
        etag = answer.etag
        const run = answer.body as RunDetail
        if (isFinal(run)) return tell(run)
      }
      await pause(restMs, signal)
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status < 500) return
      await pause(backoff(++failures), signal)
    }
  }
}

function show(run: RunDetail, { title, body }: { title: string; body: string }) {
  const notification = new Notification(title, { body, tag: run.id, icon: '/icon.svg' })
  notification.onclick = () => {
    window.focus()
    notification.close()
  }
}
