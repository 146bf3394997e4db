import { useRef, useState } from 'react'
import type { RunList, Task } from '../../../lib/resources.ts'
import type { RunsQuery } from '../../hooks/runs-query.ts'
import { useMedia } from '../../hooks/use-media.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { cardShape } from '../card.tsx'
import { NewsChip } from './news-chip.tsx'
import { NoRuns } from './no-runs.tsx'
import { PageLink } from './page-link.tsx'
import { isEmpty, nothing, toggle, togglePage } from './picked.ts'
import { PickedBar } from './picked-bar.tsx'
import { RunCards } from './run-cards.tsx'
import { Counted } from './runs-header.tsx'
import { RunsTable } from './runs-table.tsx'
import { olderThan } from './shown-rows.ts'
import { useRowKeys } from './use-row-keys.ts'
import { useShownRows } from './use-shown-rows.ts'

type RunsListProps = {
  query: RunsQuery
  list: RunList
  tasks: readonly Task[]
  size: { current: number }
  /** The sentence below the title. */
  lead: HTMLElement | null
  /** The answer to the next filter is on its way. */
  busy: boolean
}

/** The runs of one page of one filter, and what can be done with several of them. */
export function RunsList({ query, list, tasks, size, lead, busy }: RunsListProps) {
  const { t } = useLanguage()
  const isWide = useMedia('(min-width: 64rem)')
  const frame = useRef<HTMLDivElement>(null)
  const [picked, setPicked] = useState(nothing)
  const { rows, news, arrived, bring } = useShownRows({ list, frame, chosen: !isEmpty(picked), size })
  const ids = rows.map(({ run }) => run.id)
  const pick = (id: string, range: boolean) => setPicked((now) => toggle(now, ids, id, range))
  useRowKeys(frame, (id) => pick(id, false))
  const older = olderThan(rows, list)
  const bringNew = () => {
    setPicked(nothing)
    bring()
    frame.current?.focus({ preventScroll: true })
    frame.current?.scrollIntoView({ block: 'start' })
  }
  const Rows = isWide ? RunsTable : RunCards
  return (
    <div aria-busy={busy || undefined} className="space-y-4">
      <p role="status" className="sr-only">
        {arrived > 0 && t('list.news', { n: arrived })}
      </p>
      <Counted rows={rows} lead={lead} />
      <PickedBar
        query={query}
        rows={rows}
        picked={picked}
        tasks={tasks}
        hasMore={older !== null}
        set={setPicked}
      />
      {rows.length === 0 && <NoRuns query={query} further={list.nextCursor} />}
      {rows.length > 0 && (
        <div>
          {news > 0 && <NewsChip count={news} press={bringNew} />}
          <div ref={frame} tabIndex={-1} className={`${cardShape} scroll-mt-16 overflow-clip outline-none`}>
            <Rows
              rows={rows}
              tasks={tasks}
              picked={picked}
              pick={pick}
              pickPage={() => setPicked((now) => togglePage(now, ids))}
            />
          </div>
        </div>
      )}
      <Pages query={query} older={rows.length > 0 ? older : null} />
      {!isEmpty(picked) && <div className="h-28 lg:h-16" />}
    </div>
  )
}

function Pages({ query, older }: { query: RunsQuery; older: string | null }) {
  const { t } = useLanguage()
  if (!query.cursor && older === null) return null
  return (
    <nav aria-label={t('list.pages')} className="flex justify-between gap-2">
      {query.cursor ? <PageLink to={{ ...query, cursor: undefined }}>{t('list.newest')}</PageLink> : <span />}
      {older !== null && <PageLink to={{ ...query, cursor: older }}>{t('list.older')}</PageLink>}
    </nav>
  )
}
