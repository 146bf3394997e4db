const wakeUps = new EventTarget()

/** Ends every pause now: somebody acted, or the network came back, and pages should look at once. */
export function wakeUp() {
  wakeUps.dispatchEvent(new Event('wake'))
}

/** Waits `ms`; less when `signal` aborts, on `wakeUp` and when the browser is back online. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController()
    const end = () => {
      clearTimeout(timer)
      over.abort()
      resolve()
    }
    const timer = setTimeout(end, ms)
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { signal: over.signal })
    wakeUps.addEventListener('wake', end, { signal: over.signal })
    window.addEventListener('online', end, { signal: over.signal })
  })
}
