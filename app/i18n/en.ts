import { audit } from './en/audit.ts'
import { docs } from './en/docs.ts'
import { form } from './en/form.ts'
import { list } from './en/list.ts'
import { log } from './en/log.ts'
import { login } from './en/login.ts'
import { palette } from './en/palette.ts'
import { run } from './en/run.ts'
import { runs } from './en/runs.ts'
import { shell } from './en/shell.ts'
import { task } from './en/task.ts'
import { tasks } from './en/tasks.ts'

/** Every word that pages say. `{name}` is filled in; entries with `one` and `other` are counted by `n`. */
export const en = {
  ...shell,
  ...login,
  ...runs,
  ...task,
  ...tasks,
  ...run,
  ...log,
  ...form,
  ...list,
  ...docs,
  ...audit,
  ...palette,
} as const
