import { nearest } from '../lib/nearest.ts'
import type { Task, TaskList } from '../lib/resources.ts'
import type { Api } from './api.ts'
import { didYouMean, Failure, wrongUsage } from './failure.ts'

/** Throws `Failure` that names the task which may have been meant. */
export async function findTask(api: Api, name: string): Promise<Task> {
  try {
    return await api.json<Task>(`/api/tasks/${encodeURIComponent(name)}`)
  } catch (error) {
    if (!(error instanceof Failure && error.status === 404)) throw error
    const { data } = await api.json<TaskList>('/api/tasks')
    const meant = nearest(
      name,
      data.map((task) => task.name),
    )
    throw wrongUsage(`There is no task ${name}.${didYouMean(meant)} All of them: runboard tasks`)
  }
}
