import { audit } from './ja/audit.ts'
import { docs } from './ja/docs.ts'
import { form } from './ja/form.ts'
import { list } from './ja/list.ts'
import { log } from './ja/log.ts'
import { login } from './ja/login.ts'
import { palette } from './ja/palette.ts'
import { run } from './ja/run.ts'
import { runs } from './ja/runs.ts'
import { shell } from './ja/shell.ts'
import { task } from './ja/task.ts'
import { tasks } from './ja/tasks.ts'
import type { Messages } from './message.ts'

export const ja = {
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
} satisfies Messages
