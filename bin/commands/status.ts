import type { RunDetail } from '../../lib/resources.ts'
import type { Command } from '../command.ts'
import { findRun } from '../find-run.ts'
import { progressLine } from '../progress-line.ts'
import { durationOf, localTime } from '../run-row.ts'
import { visible, visibleLine } from '../visible.ts'

export const status: Command = {
  summary: 'How a run is',
  usage: 'ID',
  words: [1, 1],
  options: {},
  examples: [
    ['status run_…', 'to be read'],
    ['status run_… --json', 'with its attempts'],
  ],
  async run({ api, screen, json }, given) {
    const run = await findRun(api, given.word(0))
    if (json) screen.json(run)
    else screen.print(...linesOf(run, api.now()))
    return 0
  },
}

function linesOf(run: RunDetail, now: number): string[] {
  const facts: [string, string | null][] = [
    ['id', run.id],
    ['task', visibleLine(run.task)],
    ['status', progressLine(run, now)],
    ['by', run.by && visibleLine(run.by)],
    ['created', localTime(run.createdAt)],
    ['started', run.startedAt && localTime(run.startedAt)],
    ['duration', run.startedAt && durationOf(run, now)],
    ['attempt', run.maxAttempts > 1 ? `${run.attempt} of ${run.maxAttempts}` : null],
    ['rerun of', run.rerunOf],
    ['input', visible(JSON.stringify(run.input))],
    ['output', run.output === null ? null : visible(JSON.stringify(run.output))],
    ['error', run.error && visibleLine(run.error.message)],
  ]
  return facts.flatMap(([name, value]) => (value ? [`${name.padEnd(9)} ${value}`] : []))
}
