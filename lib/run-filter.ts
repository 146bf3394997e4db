/** Which runs are meant: by the list, and by whatever is done to many of them at once. */
import { z } from 'zod'
import { isRunId } from './id.ts'
import { time } from './route.ts'
import { statuses, triggers } from './run.ts'

/** Members of a query or a body; a run must fit all that are given. */
export const runFilter = {
  task: z.string().min(1).max(255).optional(),
  status: z.array(z.enum(statuses)).min(1).optional(),
  trigger: z.enum(triggers).optional(),
  from: time.optional().describe('Created at this time or later'),
  to: time.optional().describe('Created before this time'),
  q: z
    .string()
    .regex(/^\P{Cc}{1,200}$/u)
    .optional()
    .describe('Text in the id, input or error'),
}

/** A place in the order of runs, the newest first: only older ones follow. */
export const RunCursor = z.string().refine(isRunId, 'not a cursor of this list')
