import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import type { Run } from '../../lib/resources.ts'
import type { Command } from '../command.ts'
import { endOptions } from '../command.ts'
import { wrongUsage } from '../failure.ts'
import { findTask } from '../find-task.ts'
import { inputOf } from '../input.ts'
import { patiently } from '../patience.ts'
import { goOn, refuseBothEnds } from '../started.ts'
import { uploadFile } from '../upload.ts'

export const run: Command = {
  summary: 'Start a run, and print its id',
  usage: 'TASK',
  words: [1, 1],
  options: {
    input: {
      type: 'string',
      short: 'i',
      multiple: true,
      value: 'NAME=VALUE',
      help: 'one input; again for each entry of a list; NAME=@PATH for a file',
    },
    'input-json': { type: 'string', value: 'JSON', help: 'all of the input; - reads it from stdin' },
    delay: { type: 'string', value: 'TIME', help: 'wait first, such as 30s or 5m' },
    priority: { type: 'string', value: 'N', help: 'higher ones start first; 0 unless told' },
    ...endOptions,
  },
  examples: [
    ['run heavy-task --follow', 'shows the log, and ends as the run does'],
    ['run word-count --input top=3 --wait', 'prints the output as JSON'],
    ['run nightly-report --delay 5m --priority 10', 'starts later, and before others'],
    ['run resize --input picture=@photo.jpg --input sizes=100 --input sizes=200', 'a file, and a list'],
    [`run import --input-json '{"from":"2026-11-01"}'`, 'everything at once'],
  ],
  async run(session, given) {
    refuseBothEnds(given)
    const { api, screen } = session
    const task = await findTask(api, given.word(0))
    const json = await jsonOf(given.text('input-json'))
    const input = await inputOf(task.inputSchema, given.texts('input'), json, (path) => uploadFile(api, path))
    const body = { input, delay: given.text('delay'), priority: given.whole('priority', -Infinity) }
    const path = `/api/tasks/${encodeURIComponent(task.name)}/runs`
    // The same key each time: a request whose answer was lost does not start a second run.
    const headers = { 'Idempotency-Key': randomUUID() }
    const started = await patiently(() => api.json<Run>(path, { method: 'POST', headers, body }), {
      say: (words) => screen.say(words),
    })
    return await goOn(session, given, started)
  },
}

async function jsonOf(given: string | undefined): Promise<unknown> {
  if (given === undefined) return undefined
  const json = given === '-' ? await text(process.stdin) : given
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw wrongUsage(`--input-json is not JSON: ${(cause as Error).message}`)
  }
}
