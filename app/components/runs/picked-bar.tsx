import { RotateCw, Square, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Task } from '../../../lib/resources.ts'
import { isActive } from '../../../lib/run.ts'
import type { Change } from '../../hooks/many-runs.ts'
import type { RunsQuery } from '../../hooks/runs-query.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { everything, isEmpty, nothing, type Picked, pageState } from './picked.ts'
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
      {!isEmpty(picked) && (
        <Bar
          picked={picked}
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

type BarProps = {
  picked: Picked
  cancelable: boolean
  all: (() => void) | null
  ask: (change: Change) => void
  clear: () => void
}

function Bar({ picked, cancelable, all, ask, clear }: BarProps) {
  const { t } = useLanguage()
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-0 z-10 flex justify-center p-gutter pb-[max(1rem,env(safe-area-inset-bottom))]">
      <section
        aria-label={t('pick.region')}
        className="pointer-events-auto flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-line bg-surface py-2 pr-2 pl-4 shadow-float"
      >
        <p className="numbers font-medium">
          {picked.all ? t('pick.everything') : t('pick.count', { n: picked.ids.size })}
        </p>
        <div className="flex flex-wrap items-center gap-2">
          {all && (
            <Button look="quiet" size="small" onClick={all}>
              {t('pick.all')}
            </Button>
          )}
          <Button
            look="danger"
            size="small"
            aria-disabled={!cancelable || undefined}
            title={cancelable ? undefined : t('pick.noActive')}
            onClick={() => cancelable && ask('cancel')}
          >
            <Square aria-hidden className="size-3.5 fill-current" />
            {t('pick.cancel')}
          </Button>
          <Button size="small" onClick={() => ask('rerun')}>
            <RotateCw aria-hidden className="size-4" />
            {t('pick.again')}
          </Button>
          <Button
            look="quiet"
            size="small"
            aria-label={t('pick.none')}
            title={t('pick.none')}
            onClick={clear}
          >
            <X aria-hidden className="size-4" />
          </Button>
        </div>
      </section>
    </div>
  )
}
