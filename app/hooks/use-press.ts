import { useRef, useState } from 'react'
import { backoff } from './backoff.ts'
import { ProblemError } from './http.ts'
import { wakeUp } from './pause.ts'

/** The button stays busy this long, so that the second half of a double click finds nothing to press. */
const shortestBusy = 700
const tries = 3

/**
 * What a button does, once a press. `act` gets the key of this press: where the server cannot be reached it is
 * called again with the same key, and the server makes one run of them. `onFailure` is told when that did not help.
 */
export function usePress<Args extends unknown[]>(
  act: (key: string, ...args: Args) => Promise<void>,
  onFailure: (error: unknown, retry: () => void) => void,
) {
  const [busy, setBusy] = useState(false)
  const pressed = useRef(false)

  const go = async (key: string, args: Args) => {
    if (pressed.current) return
    pressed.current = true
    setBusy(true)
    const rest = sleep(shortestBusy)
    try {
      await persistently(() => act(key, ...args))
      wakeUp()
      await rest
    } catch (error) {
      onFailure(error, () => void go(key, args))
    } finally {
      pressed.current = false
      setBusy(false)
    }
  }
  return { busy, press: (...args: Args) => void go(newKey(), args) }
}

async function persistently(act: () => Promise<void>) {
  for (let failures = 1; ; failures++) {
    try {
      return await act()
    } catch (error) {
      if (error instanceof ProblemError || failures === tries) throw error
      await sleep(backoff(failures))
    }
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Stands for one press, however often it is sent. `crypto.randomUUID` is missing over plain http. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
