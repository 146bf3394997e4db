import { useState } from 'react'
import useSWR from 'swr'
import type { Run } from '../../../lib/resources.ts'
import { isActive } from '../../../lib/run.ts'
import { type Change, countMatches, type Target } from '../../hooks/many-runs.ts'
import type { RunsQuery } from '../../hooks/runs-query.ts'

/** What would be changed. */
export type Plan = {
  target: Target
  count: number
  /** There are more than were counted. */
  more: boolean
  /** By a filter, not one by one. */
  matching: boolean
  /** Of the chosen ones, those that stay as they are, having ended. */
  ended: number
  /** Names of the tasks that are met. */
  tasks: readonly string[]
}

/** The plan as of the moment when it was asked for: null while it is counted. `runs` null: all that match `query`. */
export function usePlan(change: Change, runs: readonly Run[] | null, query: RunsQuery) {
  const [chosen] = useState(() => runs && planOf(change, runs))
  const [openedAt] = useState(Date.now)
  const { data, error, mutate } = useSWR(
    chosen ? null : ['count', change, query, openedAt],
    async () => planBy(await countMatches(change, query)),
    { revalidateOnFocus: false, revalidateOnReconnect: false, shouldRetryOnError: false },
  )
  return { plan: chosen ?? data ?? null, error: error as unknown, countAgain: () => void mutate() }
}

function planOf(change: Change, runs: readonly Run[]): Plan {
  const met = change === 'cancel' ? runs.filter(isActive) : runs
  return {
    target: { ids: met.map(({ id }) => id) },
    count: met.length,
    more: false,
    matching: false,
    ended: runs.length - met.length,
    tasks: [...new Set(met.map(({ task }) => task))],
  }
}

const planBy = ({ filter, ...met }: Awaited<ReturnType<typeof countMatches>>): Plan => ({
  ...met,
  target: { filter },
  matching: true,
  ended: 0,
})
