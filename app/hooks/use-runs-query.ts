import { useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { parseQuery, queryText, type RunsQuery } from './runs-query.ts'

/** What the address asks for. It changes without asking the server for the page again. */
export function useRunsQuery() {
  const params = useSearchParams()
  return useMemo(() => parseQuery(new URLSearchParams(params)), [params])
}

export const runsAddress = (query: RunsQuery) => ['/runs', queryText(query)].filter(Boolean).join('?')

/** A step that the back button undoes; with `replace` a change of the step that was made. */
export function goTo(query: RunsQuery, how: 'push' | 'replace' = 'push') {
  const address = runsAddress(query)
  if (how === 'push') window.history.pushState(null, '', address)
  else window.history.replaceState(null, '', address)
}

/** Sets a part of what the address asks for now, and begins at the newest runs again. */
export function narrow(part: (now: RunsQuery) => Partial<RunsQuery>, how?: 'push' | 'replace') {
  const now = parseQuery(new URLSearchParams(window.location.search))
  goTo({ ...now, cursor: undefined, ...part(now) }, how)
}

export const clearFilters = () => goTo({ status: [] })
