import { useEffect, useMemo, useRef } from 'react'
import useSWR from 'swr'
import type { Run, RunList, Task } from '../../lib/resources.ts'
import { readOnce } from './http.ts'
import { taskNews } from './task-news.ts'

/** At most one read of so many runs in this time. */
const pauseMs = 1000

/**
 * The last 200 runs of a task, the newest first; undefined until they are known. They are read when the task has news, so
 * that the page keeps a single request waiting: the one for the task.
 */
export function useTaskRuns(task: Task): Run[] | undefined {
  const url = `/api/runs?task=${encodeURIComponent(task.name)}&limit=200`
  const { data, mutate } = useSWR<RunList>(url, readOnce<RunList>, {
    revalidateOnMount: false,
    revalidateOnFocus: false,
  })
  const readAt = useRef(0)
  const news = taskNews(task)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read for the news
  useEffect(() => {
    const read = () => {
      readAt.current = Date.now()
      void mutate()
    }
    const timer = setTimeout(read, Math.max(0, readAt.current + pauseMs - Date.now()))
    return () => clearTimeout(timer)
  }, [news, mutate])
  return useMemo(() => data && withActive(data.data, task.active), [data, task.active])
}

/** The task knows its active runs better than a list that was read before. */
function withActive(runs: Run[], active: Run[]): Run[] {
  const others = runs.filter(({ id }) => !active.some((run) => run.id === id))
  return [...active, ...others].sort((a, b) => (a.id > b.id ? -1 : 1))
}
