import type { TaskList } from '../../lib/resources.ts'
import type { Source } from './feed.ts'
import { useFeed } from './use-feed.ts'

/** All tasks with their active and last runs. */
export function useTasks() {
  return useFeed(tasks)
}

const tasks: Source<TaskList> = {
  name: 'runboard tasks',
  url: () => '/api/tasks',
  merge: (_known, body) => body as TaskList,
  isOver: () => false,
}
