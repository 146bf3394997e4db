'use client'
import { Moon } from 'lucide-react'
import type { TaskList } from '../../../lib/resources.ts'
import { useTasks } from '../../hooks/use-tasks.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Announcer } from '../announcer.tsx'
import { ConnectionBanner } from '../connection-banner.tsx'
import { Notice } from '../notice.tsx'
import { Unreachable } from '../unreachable.tsx'
import { BrokenTask } from './broken-task.tsx'
import { FirstTask } from './first-task.tsx'
import { TaskCard } from './task-card.tsx'
import { statusOf } from './task-status.ts'
import { TasksSkeleton } from './tasks-skeleton.tsx'

export function TasksPage() {
  const { t } = useLanguage()
  const feed = useTasks()
  return (
    <div className="space-y-5">
      <ConnectionBanner feed={feed} />
      <header>
        <h1 className="font-semibold text-title">{t('tasks.title')}</h1>
        <p className="mt-1 text-muted">{t('tasks.lead')}</p>
      </header>
      {feed.data && <Tasks list={feed.data} />}
      {!feed.data && (feed.problem || feed.lost) && <Unreachable problem={feed.problem} />}
      {!feed.data && !feed.problem && !feed.lost && <TasksSkeleton />}
    </div>
  )
}

function Tasks({ list }: { list: TaskList }) {
  const { t } = useLanguage()
  const texts = list.data.map((task) => [
    task.name,
    t('status.announce', { task: task.title, status: t(`status.${statusOf(task)}`) }),
  ])
  return (
    <>
      <Announcer texts={Object.fromEntries(texts)} />
      {!list.runner && <NothingRuns />}
      {list.data.length === 0 && <FirstTask />}
      <ul className="space-y-4">
        {inOrder(list.data).map((task) => (
          <li key={task.name}>{task.problem ? <BrokenTask task={task} /> : <TaskCard task={task} />}</li>
        ))}
      </ul>
    </>
  )
}

function NothingRuns() {
  const { t } = useLanguage()
  return (
    <Notice tone="wait" Icon={Moon} title={t('tasks.noRunner.title')}>
      <p>{t('tasks.noRunner.text')}</p>
      <p className="text-caption text-muted">
        {t('tasks.noRunner.cure')} <code className="font-mono text-ink">npm start</code>
      </p>
    </Notice>
  )
}

function inOrder(tasks: TaskList['data']) {
  return tasks.toSorted(
    (a, b) =>
      Number(b.isDefault) - Number(a.isDefault) ||
      a.title.localeCompare(b.title) ||
      (a.name < b.name ? -1 : 1),
  )
}
