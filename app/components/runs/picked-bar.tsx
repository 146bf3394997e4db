import { lazy, Suspense, useState } from 'react'
import type { Task } from '../../../lib/resources.ts'
import { isActive } from '../../../lib/run.ts'
import type { Change } from '../../hooks/many-runs.ts'
import type { RunsQuery } from '../../hooks/runs-query.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { everything, isEmpty, nothing, type Picked, pageState } from './picked.ts'
import { PickedActions } from './picked-actions.tsx'
import type { Row } from './shown-rows.ts'

/** Rare: its code is loaded when it is asked for. */
const ManyDialog = lazy(() => import('./many-dialog.tsx'))

type PickedBarProps = {
  query: RunsQuery
  rows: readonly Row[]
  tasks: readonly Task[]
  picked: Picked
  /** There are runs on other pages. */
  hasMore: boolean
  set: (picked: Picked) => void
}

/** What can be done with the chosen runs. It floats over the foot of the page, so that no row moves. */
export function PickedBar({ query, rows, tasks, picked, hasMore, set }: PickedBarProps) {
  const count = useCount(picked)
  const [change, setChange] = useState<Change | null>(null)
  const close = (changed: boolean) => {
    setChange(null)
    if (!changed) return
    set(nothing)
    // The button that led here goes with the bar: focus must not get lost.
    setTimeout(() => document.getElementById('content')?.focus({ preventScroll: true }))
  }
  const runs = rows.map(({ run }) => run).filter(({ id }) => picked.ids.has(id))
  const isPage =
    pageState(
      picked,
      rows.map(({ run }) => run.id),
    ) === 'all'
  return (
    <>
      <p role="status" className="sr-only">
        {count}
      </p>
      {!isEmpty(picked) && (
        <PickedActions
          count={count}
          cancelable={picked.all || runs.some(isActive)}
          all={isPage && !picked.all && (hasMore || query.cursor) ? () => set(everything) : null}
          ask={setChange}
          clear={() => set(nothing)}
        />
      )}
      <Suspense>
        {change && (
          <ManyDialog
            change={change}
            runs={picked.all ? null : runs}
            query={query}
            tasks={tasks}
            close={close}
          />
        )}
      </Suspense>
    </>
  )
}

function useCount(picked: Picked) {
  const { t } = useLanguage()
  if (isEmpty(picked)) return ''
  return picked.all ? t('pick.everything') : t('pick.count', { n: picked.ids.size })
}
