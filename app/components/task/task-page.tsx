'use client'
import { useSearchParams } from 'next/navigation'
import { useEffect } from 'react'
import type { Task } from '../../../lib/resources.ts'
import { useLiveTask } from '../../hooks/use-live-task.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Announcer } from '../announcer.tsx'
import { ConnectionBanner } from '../connection-banner.tsx'
import { NotFoundNotice } from '../not-found-notice.tsx'
import { statusOf } from '../tasks/task-status.ts'
import { Unreachable } from '../unreachable.tsx'
import { BrokenDesk } from './broken-desk.tsx'
import { TaskDesk } from './task-desk.tsx'
import { TaskSkeleton } from './task-skeleton.tsx'

/** `login`: the reader had to log in, and so have programs. */
export function TaskPage({ name, login }: { name: string; login: boolean }) {
  const { t } = useLanguage()
  const feed = useLiveTask(name)
  const { data, problem } = feed
  const isGone = problem?.status === 404
  if (isGone || (!data && problem && problem.status < 500))
    return <NotFoundNotice title="notFound.task" text="notFound.taskText" t={t} />
  if (!data) return feed.lost ? <Unreachable problem={problem} /> : <TaskSkeleton />
  return (
    <>
      <ConnectionBanner feed={feed} />
      <Desk task={data} login={login} />
    </>
  )
}

/** A form for another input, or one with other values in its address, is another form. */
function Desk({ task, login }: { task: Task; login: boolean }) {
  const { t } = useLanguage()
  const query = useSearchParams().toString()
  useTitle(`${task.title} · ${t('app.name')}`)
  const text = t('status.announce', { task: task.title, status: t(`status.${statusOf(task)}`) })
  return (
    <div className="space-y-5">
      <Announcer texts={{ [task.name]: text }} />
      {task.problem ? (
        <BrokenDesk task={task} problem={task.problem} login={login} />
      ) : (
        <TaskDesk key={query + JSON.stringify(task.inputSchema)} task={task} query={query} login={login} />
      )}
    </div>
  )
}

function useTitle(title: string) {
  useEffect(() => {
    const before = document.title
    document.title = title
    return () => {
      document.title = before
    }
  }, [title])
}
