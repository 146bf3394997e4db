/** The tasks of the tests of the list of runs. */
const hold = (policy: string) => `
  import { once } from 'node:events'
  import { defineTask } from 'runboard'
  export default defineTask({ ${policy}, run: ({ signal }) => once(signal, 'abort') })`

export const tasks = {
  'say.ts': `
    import { defineTask, z } from 'runboard'
    export default defineTask({
      title: 'Say <b>it</b>', input: z.object({ word: z.string().default('x') }), maxQueued: 500,
      run({ input }) { if (input.word.startsWith('bad')) throw new Error('No such word: ' + input.word + '\\nat line 3') },
    })`,
  'many.ts': hold('maxQueued: 500'),
  'live.ts': hold('concurrency: 5'),
  'full.ts': hold(`maxQueued: 1, confirm: 'It costs a fortune.'`),
  'keys.ts': hold('maxQueued: 500'),
}
