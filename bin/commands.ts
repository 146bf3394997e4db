/** Every command by its name. */
import type { Command } from './command.ts'
import { cancel } from './commands/cancel.ts'
import { files } from './commands/files.ts'
import { logs } from './commands/logs.ts'
import { ls } from './commands/ls.ts'
import { rerun } from './commands/rerun.ts'
import { run } from './commands/run.ts'
import { status } from './commands/status.ts'
import { tasks } from './commands/tasks.ts'
import { wait } from './commands/wait.ts'

export const commands = { run, wait, ls, tasks, logs, status, cancel, rerun, files } satisfies Record<
  string,
  Command
>
