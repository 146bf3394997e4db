import type { RunList } from '../../lib/resources.ts'
import { isActive, statuses } from '../../lib/run.ts'
import type { CanceledRuns, RerunRuns, Skipped } from '../../lib/selection.ts'
import { post, readOnce } from './http.ts'
import { filterOf, queryText, type RunsFilter, type RunsQuery } from './runs-query.ts'
import { runsUrl } from './use-runs.ts'

export type Change = 'cancel' | 'rerun'
export type Target = { ids: string[] } | { filter: RunsFilter }

/** What the calls until now have done, and where the next one goes on; null: nothing is left. */
export type Done = { accepted: number; joined: number; skipped: Skipped[]; cursor: string | null }
export const notBegun: Done = { accepted: 0, joined: 0, skipped: [], cursor: null }

/** One call: 1000 runs at most. What was begun with one `key` can be asked for again: nothing is made twice. */
export async function changeMany(change: Change, target: Target, done: Done, key: string): Promise<Done> {
  const body = done.cursor === null ? target : { ...target, cursor: done.cursor }
  const ownKey = change === 'rerun' ? key : undefined
  const answer = await post<CanceledRuns | RerunRuns>(`/api/runs/${change}`, body, ownKey, patience)
  const joined = answer.accepted.filter((each) => typeof each === 'object' && each.joined)
  return {
    accepted: done.accepted + answer.accepted.length,
    joined: done.joined + joined.length,
    skipped: [...done.skipped, ...answer.skipped],
    cursor: answer.nextCursor,
  }
}

/** Seconds. A thousand runs take one or two; a busy machine may need longer. */
const patience = 120

type Matches = {
  count: number
  /** There are more than were counted. */
  more: boolean
  /** Names of the tasks that were met. */
  tasks: string[]
  /** The filter, closed behind the newest of them: what is made from now on does not fit. */
  filter: RunsFilter
}

/** How many runs a change by filter would meet: of 1000 exactly. */
export async function countMatches(change: Change, query: RunsQuery): Promise<Matches> {
  const wanted = change === 'cancel' ? onlyActive(query) : { ...query, cursor: undefined }
  const runs: RunList['data'] = []
  let cursor: string | null | undefined
  for (let calls = 0; wanted && cursor !== null && runs.length < 1000 && calls < mostCalls; calls++) {
    const page: RunList = await readOnce(runsUrl(queryText({ ...wanted, cursor }), 200))
    runs.push(...page.data)
    cursor = page.nextCursor
  }
  const newest = runs[0] && new Date(Date.parse(runs[0].createdAt) + 1).toISOString()
  return {
    count: runs.length,
    more: typeof cursor === 'string',
    tasks: [...new Set(runs.map(({ task }) => task))],
    filter: { ...filterOf(wanted ?? query), ...(newest && { to: newest }) },
  }
}

/** A search through a long history gives few runs a call. */
const mostCalls = 20

/** Null where the filter means none of them. */
function onlyActive(query: RunsQuery): RunsQuery | null {
  const active = statuses.filter((status) => isActive({ status }))
  const status = active.filter((each) => query.status.length === 0 || query.status.includes(each))
  return status.length > 0 ? { ...query, status, cursor: undefined } : null
}
