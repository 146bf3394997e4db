import { defineTask, z } from 'runboard'

export default defineTask({
  title: 'Flaky',
  description: 'Fails at first and succeeds when it is tried again, as work with a shaky network does.',
  input: z.object({
    failures: z.int().min(0).max(5).default(1).describe('How many tries fail before one succeeds'),
  }),
  // Three tries in all: the first, and two more after a pause that doubles.
  retry: { attempts: 3, delay: '2s', factor: 2 },
  async run({ input, log, attempt }) {
    log(`Try ${attempt}`)
    // To give up at once whatever `retry` says, throw NoRetry (also from 'runboard').
    if (attempt <= input.failures) throw new Error(`Try ${attempt} failed, as asked for`)
    return { attempts: attempt }
  },
})
