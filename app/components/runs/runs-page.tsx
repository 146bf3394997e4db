'use client'
import { useRef, useState } from 'react'
import type { RunList } from '../../../lib/resources.ts'
import { queryText, type RunsQuery } from '../../hooks/runs-query.ts'
import { useRuns } from '../../hooks/use-runs.ts'
import { useRunsQuery } from '../../hooks/use-runs-query.ts'
import { useTasksOnce } from '../../hooks/use-tasks.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { ConnectionBanner } from '../connection-banner.tsx'
import { Found } from '../found.tsx'
import { Unreachable } from '../unreachable.tsx'
import { FilterBar } from './filter-bar.tsx'
import { whyNone } from './no-runs.tsx'
import { RunsHeader } from './runs-header.tsx'
import { RunsList } from './runs-list.tsx'
import { RunsSkeleton } from './runs-skeleton.tsx'
import { pageSize } from './shown-rows.ts'
import { WrongFilter } from './wrong-filter.tsx'

/** All runs, filtered by the address. */
export function RunsPage() {
  const query = useRunsQuery()
  const tasks = useTasksOnce()
  const size = useRef(pageSize)
  const [lead, setLead] = useState<HTMLElement | null>(null)
  const feed = useRuns(queryText(query), size)
  const kept = useKept(query, feed.data)
  const { problem } = feed
  const refused = !feed.data && !feed.lost && problem !== undefined
  const unreached = !feed.data && feed.lost
  const found = kept?.query === query ? kept : null
  return (
    <div className="space-y-5">
      <ConnectionBanner feed={feed} />
      <RunsHeader setLead={setLead} />
      <FilterBar query={query} tasks={tasks} />
      <FoundRuns query={query} list={found?.list} refused={refused} />
      {refused && <WrongFilter problem={problem} />}
      {unreached && <Unreachable problem={problem} />}
      {!refused && !unreached && !kept && <RunsSkeleton />}
      {!refused && !unreached && kept && (
        <RunsList
          key={queryText(kept.query)}
          query={kept.query}
          list={kept.list}
          tasks={tasks}
          size={size}
          lead={lead}
          busy={kept.query !== query}
        />
      )}
    </div>
  )
}

type FoundRunsProps = { query: RunsQuery; list: RunList | undefined; refused: boolean }

function FoundRuns({ query, list, refused }: FoundRunsProps) {
  const { t } = useLanguage()
  const n = Math.min(pageSize, list?.data.length ?? 0)
  const outcome = n > 0 ? t('list.plain', { n }) : list && t(whyNone(query, list.nextCursor))
  return <Found query={queryText(query)} words={refused ? t('filter.wrong') : (outcome ?? null)} />
}

type Kept = { query: RunsQuery; list: RunList }

/** What was shown last stays until the next filter has its answer: nothing flashes. */
function useKept(query: RunsQuery, list: RunList | undefined) {
  const [kept, setKept] = useState<Kept | null>(null)
  if (list && (kept?.list !== list || kept.query !== query)) setKept({ query, list })
  return kept
}
