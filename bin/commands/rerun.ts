import { randomUUID } from 'node:crypto'
import type { Run } from '../../lib/resources.ts'
import { type Command, endOptions } from '../command.ts'
import { findRun } from '../find-run.ts'
import { patiently } from '../patience.ts'
import { runPath } from '../run-path.ts'
import { goOn, refuseBothEnds } from '../started.ts'

export const rerun: Command = {
  summary: 'Start a new run with the same input',
  usage: 'ID',
  words: [1, 1],
  options: endOptions,
  examples: [
    ['rerun run_…', 'prints the id of the new run'],
    ['rerun run_… --follow', 'shows its log, and ends as it does'],
  ],
  async run(session, given) {
    refuseBothEnds(given)
    const { api, screen } = session
    const { id } = await findRun(api, given.word(0))
    const headers = { 'Idempotency-Key': randomUUID() }
    const ask = () => api.json<Run>(runPath(id, 'rerun'), { method: 'POST', headers })
    return await goOn(session, given, await patiently(ask, { say: (text) => screen.say(text) }))
  },
}
