import { randomBytes } from 'node:crypto'
import { type Config, requireTasksFolder } from '../../lib/config.ts'
import { messageOf } from '../../lib/errors.ts'
import { loadDefinitions } from '../../lib/runner/definitions.ts'
import { type Finding, ok, warn } from './finding.ts'

/** Loads every task as the runner does, in processes of its own. */
export async function lookAtTasks(config: Config): Promise<Finding[]> {
  try {
    requireTasksFolder(config)
  } catch (error) {
    return [warn(messageOf(error), 'Name it in RUNBOARD_TASKS, or on the command line.')]
  }
  const { stored } = await loadDefinitions(config.tasks, randomBytes(16).toString('hex'))
  const broken = stored.filter(({ problem }) => problem)
  return [
    ok(`Tasks folder ${config.tasks}: ${stored.length - broken.length} of ${stored.length} tasks load`),
    ...broken.map(({ file, problem }) =>
      warn(`${file} does not load: ${problem?.message}`, problem?.cure ?? 'Mend that file.'),
    ),
  ]
}
