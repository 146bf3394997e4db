import type { Problem } from '../../lib/resources.ts'
import { backoff } from './backoff.ts'
import { type Answer, ProblemError, read } from './http.ts'
import { pause } from './pause.ts'
import { whileVisible } from './while-visible.ts'
import { asOnlyWindow, openChannel, withPermit } from './windows.ts'

/** What a feed reads, and how it adds up. Windows whose sources have one name share one request. */
export type Source<T> = {
  name: string
  /** What to read next, given what is known. */
  url(known: T | undefined): string
  /** What is known once `body` was read. */
  merge(known: T | undefined, body: unknown): T
  /** Nothing more can come. */
  isOver(known: T): boolean
}

export type FeedState<T> = {
  data?: T
  /** Why there is no data: it does not exist, or the server cannot answer. */
  problem?: Problem
  /** The server is not reached at the moment; `data` is of the time `at` (milliseconds, the browser's clock). */
  lost: boolean
  at: number
}

/** Keeps `publish` told of a resource, as long as the page is visible; returns how to end that. */
export function startFeed<T>(source: Source<T>, publish: (state: FeedState<T>) => void): () => void {
  const stop = new AbortController()
  const feed = new Feed(source, publish)
  void whileVisible(stop.signal, (signal) => feed.follow(signal))
  return () => stop.abort()
}

const waitSeconds = 25
/** Between two requests that may not wait. */
const shortPoll = 1000
/** After a change: what comes in a burst is read together. */
const burst = 100

type Message = { url: string; answer: Answer } | 'unchanged' | 'lost'

class Feed<T> {
  private state: FeedState<T> = { lost: false, at: 0 }
  private etag: string | null = null
  private etagOf = ''
  private failures = 0
  /** The server said that there is no such thing, or not for us: asking again would not help. */
  private refused = false
  private readonly source: Source<T>
  private readonly publish: (state: FeedState<T>) => void

  constructor(source: Source<T>, publish: (state: FeedState<T>) => void) {
    this.source = source
    this.publish = publish
  }

  /** Reads at once, then listens to the window that asks for all of them, or is that window. */
  async follow(signal: AbortSignal) {
    const channel = openChannel<Message>(this.source.name, (message) => this.hear(message, signal))
    this.refused = false
    do await this.ask(signal, 0)
    while (this.failures > 0 && !signal.aborted)
    await asOnlyWindow(this.source.name, signal, async () => {
      while (!signal.aborted && !this.over) channel.tell(await this.askForAll(signal))
    })
    channel.close()
  }

  private get over() {
    const { data } = this.state
    return this.refused || (data !== undefined && this.source.isOver(data))
  }

  private async askForAll(signal: AbortSignal): Promise<Message> {
    const began = Date.now()
    const { mayWait, message } = await withPermit(async (mayWait) => ({
      mayWait,
      // After a failure the answer must come at once: it tells that the server is back.
      message: await this.ask(signal, mayWait && this.failures === 0 ? waitSeconds : 0),
    }))
    const tooSoon = message === 'unchanged' && Date.now() - began < shortPoll
    if (message !== 'lost' && !this.over) await pause(mayWait && !tooSoon ? burst : shortPoll, signal)
    return message
  }

  /** One request. Where it fails, the pause before the next is in it. */
  private async ask(signal: AbortSignal, seconds: number): Promise<Message> {
    const url = this.source.url(this.state.data)
    try {
      const etag = url === this.etagOf ? this.etag : null
      const answer = await read(url, { signal, etag, waitSeconds: seconds })
      if (!answer) this.reached()
      else this.take(url, answer)
      return answer ? { url, answer } : 'unchanged'
    } catch (error) {
      if (!signal.aborted) this.fail(error)
      await pause(this.refused ? 0 : backoff(this.failures), signal)
      return 'lost'
    }
  }

  private hear(message: Message, signal: AbortSignal) {
    if (message === 'lost') this.set({ lost: true })
    else if (message === 'unchanged') this.reached()
    else if (message.url === this.source.url(this.state.data)) this.take(message.url, message.answer)
    else if (this.state.data) void this.ask(signal, 0)
  }

  private take(url: string, { body, etag }: Answer) {
    const data = this.source.merge(this.state.data, body)
    this.etag = etag
    this.etagOf = url
    this.failures = 0
    this.set({ data, problem: undefined, lost: false, at: Date.now() })
  }

  private reached() {
    this.failures = 0
    this.state.at = Date.now()
    if (this.state.lost) this.set({ lost: false })
  }

  private fail(error: unknown) {
    const problem = error instanceof ProblemError ? error.problem : undefined
    this.refused = problem !== undefined && problem.status < 500 && problem.status !== 429
    this.failures = this.refused ? 0 : this.failures + 1
    this.set({ problem, lost: !this.refused })
  }

  private set(change: Partial<FeedState<T>>) {
    this.state = { ...this.state, ...change }
    this.publish(this.state)
  }
}
