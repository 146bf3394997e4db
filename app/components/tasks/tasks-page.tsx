'use client'
import { Moon } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import type { TaskList } from '../../../lib/resources.ts'
import { useTasks } from '../../hooks/use-tasks.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Announcer } from '../announcer.tsx'
import { Button } from '../button.tsx'
import { cardShape } from '../card.tsx'
import { ConnectionBanner } from '../connection-banner.tsx'
import { Found } from '../found.tsx'
import { Notice } from '../notice.tsx'
import { Unreachable } from '../unreachable.tsx'
import { ActiveNow } from './active-now.tsx'
import { TaskCard } from './task-card.tsx'
import { fits, inOrder, orderOf } from './task-order.ts'
import { TaskSearch } from './task-search.tsx'
import { statusOf } from './task-status.ts'
import { TasksSkeleton } from './tasks-skeleton.tsx'

/** Rare: their code is loaded where they are shown. */
const BrokenTask = lazy(() => import('./broken-task.tsx'))
const FirstTask = lazy(() => import('./first-task.tsx'))

export function TasksPage() {
  const { t } = useLanguage()
  const feed = useTasks()
  const [sought, setSought] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const list = feed.data
  const showAll = () => {
    setSought('')
    // The button that was pressed goes: focus must not get lost.
    field.current?.focus()
  }
  return (
    <div className="space-y-5">
      <ConnectionBanner feed={feed} />
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="font-semibold text-title">{t('tasks.title')}</h1>
          <p className="mt-1 text-muted">{t('tasks.lead')}</p>
        </div>
        {list && list.data.length > 0 && <TaskSearch sought={sought} seek={setSought} field={field} />}
      </header>
      {list && <Tasks list={list} sought={sought} showAll={showAll} />}
      {!list && (feed.problem || feed.lost) && <Unreachable problem={feed.problem} />}
      {!list && !feed.problem && !feed.lost && <TasksSkeleton />}
    </div>
  )
}

type TasksProps = { list: TaskList; sought: string; showAll: () => void }

function Tasks({ list, sought, showAll }: TasksProps) {
  const { t } = useLanguage()
  const [order] = useState(() => orderOf(list.data))
  const tasks = inOrder(list.data, order).filter((task) => fits(task, sought))
  const texts = list.data.map((task) => [
    task.name,
    t('status.announce', { task: task.title, status: t(`status.${statusOf(task)}`) }),
  ])
  return (
    <>
      <Announcer texts={Object.fromEntries(texts)} />
      {!list.runner && <NothingRuns />}
      <Suspense>{list.data.length === 0 && <FirstTask />}</Suspense>
      {list.data.length > 0 && <ActiveNow tasks={list.data} />}
      <FoundTasks sought={sought.trim()} n={tasks.length} />
      <ul className="space-y-4">
        {tasks.map((task) => (
          <li key={task.name}>
            <Suspense>{task.problem ? <BrokenTask task={task} /> : <TaskCard task={task} />}</Suspense>
          </li>
        ))}
      </ul>
      {list.data.length > 0 && tasks.length === 0 && <NoneFits sought={sought} showAll={showAll} />}
    </>
  )
}

function FoundTasks({ sought, n }: { sought: string; n: number }) {
  const { t } = useLanguage()
  const words = n > 0 ? t('tasks.shown', { n }) : t('tasks.noneFits', { words: sought })
  return <Found query={sought} words={words} />
}

function NoneFits({ sought, showAll }: Omit<TasksProps, 'list'>) {
  const { t } = useLanguage()
  return (
    <div className={`${cardShape} flex flex-wrap items-center justify-between gap-3 p-card`}>
      <p className="foreign text-muted">{t('tasks.noneFits', { words: sought.trim() })}</p>
      <Button onClick={showAll}>{t('tasks.showAll')}</Button>
    </div>
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
