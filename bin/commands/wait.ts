import type { Command } from '../command.ts'
import { findRun } from '../find-run.ts'
import { awaitOutput } from '../follow.ts'

export const wait: Command = {
  summary: 'Wait for the end of a run, and print its output as JSON',
  usage: 'ID',
  words: [1, 1],
  options: {},
  examples: [['wait run_…', 'ends as the run does: with 0 where it succeeded']],
  async run(session, given) {
    const { id } = await findRun(session.api, given.word(0))
    return await awaitOutput(session, id, { mayCancel: false })
  },
}
