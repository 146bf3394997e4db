import { useId } from 'react'
import type { Task } from '../../../lib/resources.ts'
import { useTaskRuns } from '../../hooks/use-task-runs.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Card } from '../card.tsx'
import { ProblemText } from '../tasks/problem-text.tsx'
import { ElsewhereCard } from './elsewhere-card.tsx'
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
      <Card title={t('task.broken')}>
        <div className="space-y-3">
          <ProblemText problem={problem} />
        </div>
      </Card>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <ElsewhereCard task={task} form={null} login={login} />
        <HistoryCard task={task.name} runs={runs} />
      </div>
    </>
  )
}
