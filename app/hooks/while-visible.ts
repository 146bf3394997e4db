/** Runs `work` each time the page comes into view, aborting it when the page is hidden, until `stop` aborts. */
export async function whileVisible(stop: AbortSignal, work: (signal: AbortSignal) => Promise<void>) {
  while (!stop.aborted) {
    await until('visible', stop)
    if (stop.aborted) return
    const hidden = new AbortController()
    const out = until('hidden', stop).then(() => hidden.abort())
    await work(hidden.signal)
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
