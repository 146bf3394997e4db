/** The tasks of the tests of a task's page: every kind of field, every way to be in the way. */
export const tasks = {
  'order.ts': `import { defineTask, file, z } from 'runboard'
    export default defineTask({
      title: 'Order', description: 'Takes one of each', timeout: '30m', retries: 2, concurrency: 2,
      input: z.object({
        month: z.string().regex(/^\\d{4}-\\d{2}$/).describe('Which month').meta({ examples: ['2026-10'] }),
        count: z.int().min(1).default(5),
        ratio: z.number().max(1).optional(),
        level: z.enum(['low', 'high']).default('low'),
        colours: z.array(z.enum(['red', 'blue'])).default(['red']),
        day: z.iso.date().optional(),
        startsAt: z.iso.datetime().optional(),
        dryRun: z.boolean().default(false),
        names: z.array(z.string()).max(2).optional(),
        note: z.string().max(2000).optional(),
        apiKey: z.string().optional().meta({ secret: true }),
        table: file().optional(),
        limits: z.object({ most: z.number() }).optional(),
      }),
      run() {},
    })`,
  'step.ts': `import { defineTask, z } from 'runboard'
    export default defineTask({
      input: z.object({ fail: z.boolean().default(false) }),
      run({ input }) { if (input.fail) throw new Error('No more paper\\nin tray 2') },
    })`,
  'hold.ts': `import { once } from 'node:events'
    import { defineTask } from 'runboard'
    export default defineTask({ run: ({ signal }) => once(signal, 'abort') })`,
  'ask.ts': `import { defineTask } from 'runboard'
    export default defineTask({ confirm: 'Really?', run() {} })`,
  'one.ts': `import { once } from 'node:events'
    import { defineTask, z } from 'runboard'
    export default defineTask({
      whenBusy: 'reject', input: z.object({ place: z.string().default('here') }),
      run: ({ signal }) => once(signal, 'abort'),
    })`,
  '集計.ts': `import { defineTask } from 'runboard'\nexport default defineTask({ run() {} })`,
  'broken.ts': `import './nothing.ts'`,
}
