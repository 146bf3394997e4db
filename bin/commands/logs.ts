import type { Log } from '../../lib/resources.ts'
import type { Command } from '../command.ts'
import { findRun } from '../find-run.ts'
import { followLog, printLines } from '../follow.ts'
import { runPath } from '../run-path.ts'
import type { Session } from '../session.ts'

export const logs: Command = {
  summary: 'The log of a run',
  usage: 'ID',
  words: [1, 1],
  options: {
    follow: { type: 'boolean', short: 'f', help: 'go on until the run ends, and end as it does' },
    tail: { type: 'string', short: 'n', value: 'N', help: 'only the last lines, 5000 at most' },
  },
  examples: [
    ['logs run_…', 'what the task wrote to stderr, and words of Runboard, go to stderr'],
    ['logs run_… --tail 20 --follow', 'its last lines, and those to come'],
  ],
  async run(session, given) {
    const { id } = await findRun(session.api, given.word(0))
    const tail = given.whole('tail', 0)
    if (!given.is('follow')) return await printLog(session, id, tail)
    if (tail === undefined) return await followLog(session, id, { mayCancel: false })
    const { lines, next } = await session.api.json<Log>(`${runPath(id, 'log')}?tail=${tail}`)
    printLines(session, lines)
    return await followLog(session, id, { mayCancel: false, after: next })
  },
}

/** As far as it is written. As JSON it is one document of the API, with all lines. */
async function printLog(session: Session, id: string, tail: number | undefined): Promise<number> {
  const { screen, json } = session
  const all: Log['lines'] = []
  for await (const log of pages(session, id, tail)) {
    if (json) all.push(...log.lines)
    else printLines(session, log.lines)
    if (json && log.lines.length === 0) screen.json({ ...log, lines: all })
    if (log.run.logDeletedAt) screen.say('This log was deleted to save space.')
  }
  screen.end()
  return 0
}

/** Up to one without lines. */
async function* pages({ api }: Session, id: string, tail: number | undefined): AsyncGenerator<Log> {
  let query = tail === undefined ? 'after=0' : `tail=${tail}`
  while (true) {
    const log = await api.json<Log>(`${runPath(id, 'log')}?${query}`)
    yield log
    if (log.lines.length === 0) return
    query = `after=${log.next}`
  }
}
