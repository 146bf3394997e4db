/**
 * How the windows of one browser share the six connections that it opens to a host. The Web Locks that this
 * needs exist in secure contexts only (https, localhost); elsewhere each window is on its own and never waits.
 */
const locks = typeof navigator === 'undefined' ? undefined : navigator.locks

/** Waiting requests over all windows: two of the six connections stay free for Run and for pages that load. */
const permits = [0, 1, 2, 3].map((n) => `runboard waits ${n}`)

/** Runs `work` once no other window does it under this name; returns early when `signal` aborts. */
export async function asOnlyWindow(name: string, signal: AbortSignal, work: () => Promise<void>) {
  if (!locks) return work()
  await locks.request(name, { signal }, work).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}

/** Runs `request`, telling it whether it may keep its connection waiting. */
export async function withPermit<T>(request: (mayWait: boolean) => Promise<T>): Promise<T> {
  for (const permit of locks ? permits : []) {
    const answer = await locks?.request(permit, { ifAvailable: true }, async (lock) =>
      lock ? { value: await request(true) } : null,
    )
    if (answer) return answer.value
  }
  return request(false)
}

/** What one window tells the others of the same name; a window does not hear itself. */
export function openChannel<Message>(name: string, hear: (message: Message) => void) {
  const channel = locks ? new BroadcastChannel(name) : null
  if (channel) channel.onmessage = (event: MessageEvent<Message>) => hear(event.data)
  return {
    tell: (message: Message) => channel?.postMessage(message),
    close: () => channel?.close(),
  }
}
