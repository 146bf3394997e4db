/** A run as it changes, by requests that are held until it does. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Log, RunDetail } from '../lib/resources.ts'
import { isFinal } from '../lib/run.ts'
import { patiently } from './patience.ts'
import { runPath } from './run-path.ts'
import type { Session } from './session.ts'

/** The run now, after each change, and at its end. A server that is away for less than 60 s is waited for. */
export async function* runStates(
  session: Session,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<RunDetail> {
  for (let tag: string | undefined; ; ) {
    const news = await ask<RunDetail>(session, runPath(id), tag, signal)
    if (!news) continue
    yield news.body
    if (isFinal(news.body)) return
    tag = news.tag
  }
}

/** The log from the line after number `after`, with the run as it is, until the run has ended and nothing is left. */
export async function* logPages(
  session: Session,
  id: string,
  signal: AbortSignal,
  after = 0,
): AsyncGenerator<Log> {
  for (let tag: string | undefined; ; ) {
    const news = await ask<Log>(session, `${runPath(id, 'log')}?after=${after}`, tag, signal)
    if (!news) continue
    yield news.body
    if (news.body.eof) return
    // Another part of the log is another resource, of which nothing is known yet.
    tag = news.body.next === after ? news.tag : undefined
    after = news.body.next
  }
}

/** Null where nothing has changed. A server that is stopping, or a proxy, may answer so at once, and is not hurried. */
async function ask<T>({ api, screen }: Session, path: string, tag: string | undefined, signal: AbortSignal) {
  const askedAt = performance.now()
  const news = await patiently(() => api.news<T>(path, tag, signal), {
    say: (text) => screen.say(text),
    signal,
  })
  const isUnheld = news === null && performance.now() - askedAt < 1000
  if (isUnheld) await pause(1000, undefined, { signal }).catch(() => signal.throwIfAborted())
  return news
}
