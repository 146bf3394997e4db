/** Which runs the page shows, as its address says it: by the names of `GET /api/runs`, so that one leads to the other. */
export type RunsQuery = {
  task?: string
  status: string[]
  trigger?: string
  from?: string
  to?: string
  q?: string
  /** The page begins after this run. */
  cursor?: string
}

const single = ['task', 'trigger', 'from', 'to', 'q', 'cursor'] as const

/** Whatever the address holds: what is wrong in it is for the server to say. */
export function parseQuery(params: URLSearchParams): RunsQuery {
  const given = single.map((name) => [name, params.get(name) || undefined])
  return { ...Object.fromEntries(given), status: [...new Set(params.getAll('status').filter(Boolean))] }
}

/** Equal queries have equal texts; empty for the newest runs of all. */
export function queryText({ status, ...rest }: RunsQuery): string {
  const params = new URLSearchParams()
  for (const name of single) {
    if (name === 'trigger') for (const each of status.toSorted()) params.append('status', each)
    const value = rest[name]
    if (value) params.append(name, value)
  }
  return params.toString()
}

/** The filter as the body of a request for many runs has it. */
export function filterOf({ cursor: _, status, ...rest }: RunsQuery) {
  return { ...rest, ...(status.length > 0 && { status }) }
}
export type RunsFilter = ReturnType<typeof filterOf>

export const hasFilter = (query: RunsQuery) => Object.values(filterOf(query)).some(Boolean)

/** The start of "the last `ms`", at a whole minute. */
export function since(ms: number, now: number): string {
  const minute = 60_000
  return new Date(Math.floor((now - ms) / minute) * minute).toISOString().replace('.000Z', 'Z')
}
