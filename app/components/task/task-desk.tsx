import { useRouter } from 'next/navigation'
import { useId, useMemo } from 'react'
import type { Task } from '../../../lib/resources.ts'
import { startRun } from '../../hooks/run-actions.ts'
import { useTaskRuns } from '../../hooks/use-task-runs.ts'
import { cardShape } from '../card.tsx'
import { fieldsOf } from '../form/fields.ts'
import { valuesOfLink } from '../form/link.ts'
import { RunCard } from '../form/run-card.tsx'
import { useRunForm } from '../form/use-run-form.ts'
import { ActiveRuns } from '../tasks/active-runs.tsx'
import { DurationCard } from './duration-card.tsx'
import { ElsewhereCard } from './elsewhere-card.tsx'
import { HistoryCard } from './history-card.tsx'
import { TaskHeader } from './task-header.tsx'

type TaskDeskProps = {
  task: Task
  /** Of the address: values to fill in. */
  query: string
  login: boolean
}

/** Everything about one task that can run. A run that is started here leads to its page. */
export function TaskDesk({ task, query, login }: TaskDeskProps) {
  const titleId = useId()
  const router = useRouter()
  const runs = useTaskRuns(task)
  const values = useMemo(
    () => valuesOfLink(fieldsOf(task.inputSchema), new URLSearchParams(query)) ?? undefined,
    [task.inputSchema, query],
  )
  const form = useRunForm(task, values, async (input, key) => {
    const { id } = await startRun(task.name, input, key)
    router.push(`/runs/${id}`)
  })
  return (
    <>
      <TaskHeader task={task} titleId={titleId} />
      {task.active.length > 0 && (
        <div className={`${cardShape} px-card py-4`}>
          <ActiveRuns task={task} titleId={titleId} />
        </div>
      )}
      <div className="grid gap-5 lg:grid-cols-2 lg:grid-rows-[auto_1fr]">
        <RunCard task={task} form={form} />
        <div className="min-w-0 space-y-5 lg:row-span-2">
          <DurationCard runs={runs} />
          <HistoryCard task={task.name} runs={runs} />
        </div>
        <div className="min-w-0">
          <ElsewhereCard task={task} form={form} login={login} />
        </div>
      </div>
    </>
  )
}
