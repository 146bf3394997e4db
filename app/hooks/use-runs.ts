import { useMemo } from 'react'
import type { RunList } from '../../lib/resources.ts'
import type { Source } from './feed.ts'
import { useFeed } from './use-feed.ts'

/** The first page of a list of runs, the newest first. `query` has the filter of `GET /api/runs`, such as `task=hello`. */
export function useRuns(query: string) {
  return useFeed(useMemo(() => runsSource(query), [query]))
}

function runsSource(query: string): Source<RunList> {
  return {
    name: `runboard runs ${query}`,
    url: () => (query === '' ? '/api/runs' : `/api/runs?${query}`),
    merge: (_known, body) => body as RunList,
    isOver: () => false,
  }
}
