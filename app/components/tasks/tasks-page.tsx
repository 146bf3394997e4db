'use client'
import { Moon } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { TaskList } from '../../../lib/resources.ts'
import { useTasks } from '../../hooks/use-tasks.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Announcer } from '../announcer.tsx'
import { ConnectionBanner } from '../connection-banner.tsx'
import { Notice } from '../notice.tsx'
import { Unreachable } from '../unreachable.tsx'
import { TaskCard } from './task-card.tsx'
import { statusOf } from './task-status.ts'
import { TasksSkeleton } from './tasks-skeleton.tsx'

/** Rare: their code is loaded where they are shown. */
const BrokenTask = lazy(() => import('./broken-task.tsx'))
const FirstTask = lazy(() => import('./first-task.tsx'))

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
      <Suspense>{list.data.length === 0 && <FirstTask />}</Suspense>
      <ul className="space-y-4">
        {inOrder(list.data).map((task) => (
          <li key={task.name}>
            <Suspense>{task.problem ? <BrokenTask task={task} /> : <TaskCard task={task} />}</Suspense>
          </li>
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
