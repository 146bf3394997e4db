import { nearest } from '../../lib/nearest.ts'
import type { Run, RunList } from '../../lib/resources.ts'
import { statuses } from '../../lib/run.ts'
import type { Api } from '../api.ts'
import type { Command } from '../command.ts'
import { didYouMean, wrongUsage } from '../failure.ts'
import { painted } from '../paint.ts'
import { runRow, runTitles } from '../run-row.ts'
import { table } from '../table.ts'

/** As many as one answer of the API has at most. */
const pageSize = 200

export const ls: Command = {
  summary: 'Recent runs, the newest first',
  usage: '',
  words: [0, 0],
  options: {
    task: { type: 'string', value: 'TASK', help: 'of this task' },
    status: {
      type: 'string',
      multiple: true,
      value: 'STATUS',
      help: `one of ${statuses.join(', ')}; again for more`,
    },
    limit: { type: 'string', value: 'N', help: 'so many at most; 20 unless told' },
  },
  examples: [
    ['ls', 'the last 20'],
    ['ls --task nightly-report --status failed --limit 5', 'its last failures'],
  ],
  async run({ api, screen, json }, given) {
    const wanted = given.texts('status')
    wanted.forEach(refuseUnknown)
    const filters = [['task', given.text('task')], ...wanted.map((status) => ['status', status])]
    const query = new URLSearchParams(
      filters.filter((pair): pair is [string, string] => pair[1] !== undefined),
    )
    const list = await listRuns(api, query, given.whole('limit', 1) ?? 20)
    if (json) screen.json(list)
    else
      screen.print(
        ...painted(
          screen,
          table(
            runTitles,
            list.data.map((run) => runRow(run, api.now())),
          ),
        ),
      )
    return 0
  },
}

function refuseUnknown(status: string) {
  if (statuses.some((known) => known === status)) return
  throw wrongUsage(`There is no status ${status}.${didYouMean(nearest(status, statuses))}`)
}

async function listRuns(api: Api, query: URLSearchParams, limit: number): Promise<RunList> {
  const data: Run[] = []
  while (true) {
    query.set('limit', String(Math.min(pageSize, limit - data.length)))
    const page = await api.json<RunList>(`/api/runs?${query}`)
    data.push(...page.data)
    if (page.nextCursor === null || data.length >= limit) return { data, nextCursor: page.nextCursor }
    query.set('cursor', page.nextCursor)
  }
}
