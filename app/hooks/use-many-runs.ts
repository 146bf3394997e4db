import { useRef, useState } from 'react'
import { type Change, changeMany, type Done, notBegun, type Target } from './many-runs.ts'
import { wakeUp } from './pause.ts'
import { newKey } from './use-press.ts'

type State = { step: 'asking' | 'working' | 'ended'; done: Done; error: unknown }

/** Cancels or runs again as many runs as there are, call after call. */
export function useManyRuns(change: Change) {
  const [state, setState] = useState<State>({ step: 'asking', done: notBegun, error: null })
  const working = useRef(false)
  const [key] = useState(newKey)

  /** Goes on behind what was done before. A press while it works is no other one. */
  const start = async (target: Target) => {
    if (working.current) return
    working.current = true
    let { done } = state
    try {
      do {
        setState({ step: 'working', done, error: null })
        done = await changeMany(change, target, done, key)
      } while (done.cursor !== null)
      setState({ step: 'ended', done, error: null })
    } catch (error) {
      setState({ step: 'ended', done, error })
    } finally {
      working.current = false
      wakeUp()
    }
  }
  return { ...state, start }
}
