import { setTimeout as sleep } from 'node:timers/promises'
import { defineTask, z } from 'runboard'

export default defineTask({
  title: 'Heavy task',
  description: 'Takes its time, so that you can watch a run from beginning to end.',
  input: z.object({
    waitTime: z.number().min(0).max(3600).default(10).describe('Seconds to wait'),
  }),
  async run({ input, progress, log, signal }) {
    log(`Waiting for ${input.waitTime} seconds`)
    for (let waited = 0; waited < input.waitTime; ) {
      const step = Math.min(1, input.waitTime - waited)
      // With the signal, a press on Cancel ends the wait at once.
      await sleep(step * 1000, undefined, { signal })
      waited += step
      progress(waited, input.waitTime, 'waiting')
    }
    return { waited: input.waitTime }
  },
})
