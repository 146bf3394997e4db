import type { Task } from '../../../lib/resources.ts'
import { shownStatus } from '../../../lib/run.ts'
import type { ShownOrNever } from '../status.ts'

/** The run that a task is judged by: the one that is active, else the newest. */
export const headRun = (task: Task) => task.active[0] ?? task.lastRun

export function statusOf(task: Task): ShownOrNever {
  const run = headRun(task)
  return run ? shownStatus(run) : 'never'
}
