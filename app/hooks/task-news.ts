import type { Task } from '../../lib/resources.ts'

/** Differs whenever a run of the task began, moved on or ended; its progress is no news. */
export function taskNews({ active, recent, lastRun }: Task): string {
  const runs = lastRun ? [...active, ...recent, lastRun] : [...active, ...recent]
  return runs.map(({ id, status }) => `${id} ${status}`).join()
}
