import type { Command } from '../command.ts'
import { awaitOutput } from '../follow.ts'

export const wait: Command = {
  summary: 'Wait for the end of a run, and print its output as JSON',
  usage: 'ID',
  words: [1, 1],
  options: {},
  examples: [['wait run_…', 'ends as the run does: with 0 where it succeeded']],
  run: (session, given) => awaitOutput(session, given.word(0), { mayCancel: false }),
}
