import { useMemo } from 'react'
import type { Task } from '../../lib/resources.ts'
import type { Source } from './feed.ts'
import { useFeed } from './use-feed.ts'

/** One task with its active and last runs. */
export function useLiveTask(name: string) {
  return useFeed(useMemo(() => taskSource(name), [name]))
}

function taskSource(name: string): Source<Task> {
  return {
    name: `runboard task ${name}`,
    url: () => `/api/tasks/${encodeURIComponent(name)}`,
    merge: (_known, body) => body as Task,
    isOver: () => false,
  }
}
