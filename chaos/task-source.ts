/** Sources of tasks for the tests. Each attempt that starts appends a line to the file `starts` beside the tasks folder. */

import type { z } from 'zod'
import type { Declaration } from '../lib/task.ts'

type Options = z.input<typeof Declaration>

/** A task file whose `run` is `body`: an expression, a function of the context. `input` is source too. */
export function functionTask(body: string, options: Options = {}, input = 'z.object({})'): string {
  return `import { defineTask, z } from 'runboard'
import { recorded } from './_recorded.ts'

export default defineTask({ ...${JSON.stringify(options)}, input: ${input}, run: recorded(${body}) })
`
}

/** A bash script. Its options become front matter. */
export function scriptTask(lines: string, options: Options = {}): string {
  return `#!/bin/bash
# ---
${frontMatter(options)}# ---
echo "start $RUNBOARD_RUN_ID $RUNBOARD_ATTEMPT $$ $RUNBOARD_TASK" >> ../starts
${lines}
`
}

/** What every tasks folder of a test holds beside its tasks. */
export const helperFiles = {
  '_recorded.ts': `import { appendFileSync } from 'node:fs'

const file = new URL('../starts', import.meta.url)

export const recorded = (work) => async (context) => {
  const attempt = context.runId + ' ' + context.attempt + ' ' + process.pid + ' ' + context.task
  appendFileSync(file, 'start ' + attempt + '\\n')
  try {
    return await work(context)
  } finally {
    appendFileSync(file, 'end ' + attempt + '\\n')
  }
}
`,
  /** Lasts, and leaves its pid in the file `pids`. */
  '_nap.sh': `#!/bin/sh
echo $$ >> "$(dirname "$0")/../pids"
exec sleep 600
`,
}

const frontMatter = (options: Options) =>
  Object.entries(options)
    .map(([name, value]) => `# ${name}: ${JSON.stringify(value)}\n`)
    .join('')
