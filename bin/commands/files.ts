import type { RunFileList } from '../../lib/resources.ts'
import type { Command } from '../command.ts'
import { download } from '../download.ts'
import { wrongUsage } from '../failure.ts'
import { runPath } from '../run-path.ts'
import { localTime } from '../run-row.ts'
import type { Session } from '../session.ts'
import { table } from '../table.ts'
import { visibleLine } from '../visible.ts'

export const files: Command = {
  summary: 'The files of a run, or one of them',
  usage: 'ID [NAME]',
  words: [1, 2],
  options: {
    output: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      help: 'where to put it, instead of this folder; - is stdout',
    },
    force: { type: 'boolean', help: 'replace a file that is there already' },
  },
  examples: [
    ['files run_…', 'what there is'],
    ['files run_… report.csv', 'into this folder'],
    ['files run_… report.csv -o - | head', 'to stdout'],
  ],
  async run(session, given) {
    const [id = '', name] = given.words
    if (name !== undefined)
      return await download(session, { id, name, target: given.text('output'), force: given.is('force') })
    if (given.text('output') !== undefined || given.is('force'))
      throw wrongUsage('Name the file to download.')
    return await list(session, id)
  },
}

async function list({ api, screen, json }: Session, id: string): Promise<number> {
  const found = await api.json<RunFileList>(runPath(id, 'files'))
  const rows = found.data.map(({ name, size, createdAt }) => [
    visibleLine(name),
    String(size),
    localTime(createdAt),
  ])
  if (json) screen.json(found)
  else screen.print(...table(['NAME', 'BYTES', 'CREATED'], rows))
  return 0
}
