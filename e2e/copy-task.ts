/** A task that is given a file and leaves a copy of it. */
export const copyTask = {
  'copy.ts': `import { copyFileSync } from 'node:fs'
    import { basename, join } from 'node:path'
    import { defineTask, file, z } from 'runboard'
    export default defineTask({
      input: z.object({ table: file() }),
      run({ input, outputDir }) {
        copyFileSync(input.table, join(outputDir, 'copy of ' + basename(input.table)))
        return input.table
      },
    })`,
}
