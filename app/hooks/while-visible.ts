type Work = (signal: AbortSignal) => Promise<void>

/** Runs `work` each time the page comes into view, aborting it when the page is hidden, until `stop` aborts. */
export const whileVisible = (stop: AbortSignal, work: Work) => whileIn('visible', 'hidden', stop, work)

/** The same while the page is hidden. */
export const whileHidden = (stop: AbortSignal, work: Work) => whileIn('hidden', 'visible', stop, work)

async function whileIn(
  state: DocumentVisibilityState,
  other: DocumentVisibilityState,
  stop: AbortSignal,
  work: Work,
) {
  while (!stop.aborted) {
    await until(state, stop)
    if (stop.aborted) return
    const over = new AbortController()
    const out = until(other, stop).then(() => over.abort())
    await work(over.signal)
    await out
  }
}

function until(state: DocumentVisibilityState, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController()
    const look = () => {
      if (document.visibilityState !== state && !stop.aborted) return
      over.abort()
      resolve()
    }
    document.addEventListener('visibilitychange', look, { signal: over.signal })
    stop.addEventListener('abort', look, { signal: over.signal })
    look()
  })
}
