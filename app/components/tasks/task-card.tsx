import { useId, useRef } from 'react'
import type { Task } from '../../../lib/resources.ts'
import { useFocusHeir } from '../../hooks/use-focus-heir.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { cardShape } from '../card.tsx'
import { TaskLink } from '../task-link.tsx'
import { ActiveRuns } from './active-runs.tsx'
import { HeadStatus } from './head-status.tsx'
import { OutcomeStrip } from './outcome-strip.tsx'
import { TaskActions } from './task-actions.tsx'

/** One task: what it is, how it is doing, and its Run button. */
export function TaskCard({ task }: { task: Task }) {
  const titleId = useId()
  const card = useRef<HTMLElement>(null)
  const actions = useRef<HTMLDivElement>(null)
  useFocusHeir(card, actions)
  return (
    <article ref={card} data-task={task.name} aria-labelledby={titleId} className={`${cardShape} p-card`}>
      <div className="flex flex-col gap-4 sm:flex-row sm:items-start sm:justify-between">
        <div className="min-w-0 space-y-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 id={titleId} className="foreign font-semibold text-heading">
              <TaskLink task={task.name} className="hover:underline">
                {task.title}
              </TaskLink>
            </h2>
            <HeadStatus task={task} />
          </div>
          {task.description && <p className="foreign text-muted">{task.description}</p>}
        </div>
        <div ref={actions} className="contents">
          <TaskActions task={task} titleId={titleId} />
        </div>
      </div>
      {task.active.length > 0 && (
        <div className="mt-4 rounded-control bg-sunken p-3 sm:px-4">
          <ActiveRuns task={task} titleId={titleId} />
        </div>
      )}
      <History task={task} />
    </article>
  )
}

function History({ task }: { task: Task }) {
  const { t, format } = useLanguage()
  if (task.recent.length === 0) return null
  return (
    <div className="mt-4 flex flex-wrap items-end gap-x-4 gap-y-2">
      <OutcomeStrip outcomes={task.recent} />
      {task.usual && (
        <p className="numbers text-caption text-muted">
          {t('task.usually', { duration: format.about(task.usual.medianMs) })}
        </p>
      )}
    </div>
  )
}
