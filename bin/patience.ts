/** A server that restarts is away for a moment. */
import { setTimeout as pause } from 'node:timers/promises'
import { Failure } from './failure.ts'

type Options = {
  say(text: string): void
  signal?: AbortSignal
  /** How long the server may be away, and how long to wait between two tries. */
  longestMs?: number
  pauseMs?: number
}

/** Asks again while the server is away, 60 s at most; throws what the last try threw. */
export async function patiently<T>(ask: () => Promise<T>, options: Options): Promise<T> {
  const { say, signal, longestMs = 60_000, pauseMs = 500 } = options
  let lostAt: number | null = null
  while (true) {
    try {
      const answer = await ask()
      if (lostAt !== null) say('The server answers again.')
      return answer
    } catch (error) {
      if (!(error instanceof Failure && error.isTemporary)) throw error
      if (lostAt === null) say(`${error.message} Trying again for ${longestMs / 1000} s.`)
      lostAt ??= performance.now()
      if (performance.now() - lostAt >= longestMs) throw error
      await pause(pauseMs, undefined, { signal }).catch(() => signal?.throwIfAborted())
    }
  }
}
