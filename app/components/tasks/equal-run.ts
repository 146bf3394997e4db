import { canonicalJson } from '../../../lib/json.ts'
import type { Run, Task } from '../../../lib/resources.ts'
import { secretNames } from '../../../lib/secrets.ts'
import { defaultsOf } from '../form/fields.ts'

/**
 * An active run of the task that does the very same; one that is being canceled does not count. Nobody can tell where
 * an input is secret.
 */
export function equalRun(task: Task, input: unknown): Run | undefined {
  if (secretNames(task.inputSchema).length > 0) return undefined
  const wanted = canonicalJson({ ...defaultsOf(task.inputSchema), ...(input as object) })
  return task.active.find((run) => !run.cancelRequestedAt && canonicalJson(run.input) === wanted)
}
