import { useId } from 'react'
import type { Task } from '../../../lib/resources.ts'
import { useTaskRuns } from '../../hooks/use-task-runs.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Card, cardShape } from '../card.tsx'
import { ProblemText } from '../tasks/problem-text.tsx'
import { BadgeTab } from './badge-tab.tsx'
import { HistoryCard } from './history-card.tsx'
import { TaskHeader } from './task-header.tsx'

type BrokenDeskProps = { task: Task; problem: NonNullable<Task['problem']>; login: boolean }

/** A task that cannot run: why, what helps, and what it did when it could. */
export function BrokenDesk({ task, problem, login }: BrokenDeskProps) {
  const { t } = useLanguage()
  const titleId = useId()
  const runs = useTaskRuns(task)
  return (
    <>
      <TaskHeader task={task} titleId={titleId} />
      <section aria-label={t('task.broken')} className={`${cardShape} space-y-3 p-card`}>
        <ProblemText problem={problem} />
      </section>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card title={t('elsewhere.badge')}>
          <div className="space-y-4">
            <BadgeTab task={task} login={login} />
          </div>
        </Card>
        <HistoryCard task={task.name} runs={runs} />
      </div>
    </>
  )
}
