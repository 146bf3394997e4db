import type { Run, RunDetail } from '../../lib/resources.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { Interrupt } from '../interrupt.ts'
import { progressLine, statusWord } from '../progress-line.ts'
import { runStates } from '../run-news.ts'
import { runPath } from '../run-path.ts'
import type { Session } from '../session.ts'

export const cancel: Command = {
  summary: 'Ask a run to stop',
  usage: 'ID',
  words: [1, 1],
  options: {
    force: { type: 'boolean', help: 'kill it without a grace' },
    wait: { type: 'boolean', help: 'wait until it is gone' },
  },
  examples: [
    ['cancel run_…', 'it may still clean up'],
    ['cancel run_… --force --wait', 'returns once no process of it is alive'],
  ],
  async run(session, given) {
    const id = given.word(0)
    const query = given.is('force') ? '?force=true' : ''
    const asked = await session.api.json<Run>(`${runPath(id, 'cancel')}${query}`, { method: 'POST' })
    const run = given.is('wait') ? await end(session, id) : asked
    if (session.json) session.screen.json(run)
    else session.screen.say(`${id} ${run.status === 'running' ? 'is asked to stop' : statusWord(run.status)}`)
    return given.is('wait') && run.status !== 'canceled' ? exitCodes.refused : 0
  },
}

async function end(session: Session, id: string): Promise<Run> {
  const { api, screen } = session
  using interrupt = new Interrupt(session, id, 'is canceling')
  let last: RunDetail | undefined
  try {
    for await (const run of runStates(session, id, interrupt.signal)) {
      last = run
      screen.statusLine?.show(progressLine(run, api.now()))
    }
  } finally {
    screen.end()
  }
  if (!last) throw new Error('A run has a state.')
  return last
}
