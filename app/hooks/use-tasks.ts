import useSWR from 'swr'
import type { Task, TaskList } from '../../lib/resources.ts'
import type { Source } from './feed.ts'
import { readOnce } from './http.ts'
import { useFeed } from './use-feed.ts'

/** All tasks with their active and last runs. */
export function useTasks() {
  return useFeed(tasks)
}

/** All tasks as they were when the page opened: their names and titles, for pages that follow something else. */
export function useTasksOnce(): Task[] {
  const { data } = useSWR<TaskList>(tasks.url(undefined), readOnce<TaskList>, { revalidateOnFocus: false })
  return data?.data ?? none
}

const none: Task[] = []

const tasks: Source<TaskList> = {
  name: 'runboard tasks',
  url: () => '/api/tasks',
  merge: (_known, body) => body as TaskList,
  isOver: () => false,
}
