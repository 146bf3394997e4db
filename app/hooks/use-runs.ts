import { useMemo } from 'react'
import type { RunList } from '../../lib/resources.ts'
import type { Source } from './feed.ts'
import { useFeed } from './use-feed.ts'

/** How many runs the API gives where nobody asks for another number. */
const usual = 50

/**
 * One page of a list of runs, the newest first. `query` has the filter of `GET /api/runs`, such as `task=hello`. How many
 * runs to ask for is read from `size` before each request.
 */
export function useRuns(query: string, size?: { readonly current: number }) {
  return useFeed(useMemo(() => runsSource(query, size), [query, size]))
}

function runsSource(query: string, size = { current: usual }): Source<RunList> {
  return {
    name: `runboard runs ${query}`,
    url: () => runsUrl(query, size.current),
    merge: (_known, body) => body as RunList,
    isOver: () => false,
  }
}

export function runsUrl(query: string, limit = usual) {
  const all = [query, limit === usual ? '' : `limit=${limit}`].filter(Boolean).join('&')
  return all === '' ? '/api/runs' : `/api/runs?${all}`
}
