/** What is asked for, and answered, when many runs are canceled or made again in one request. */
import { z } from 'zod'
import { RunCursor, runFilter } from './run-filter.ts'

/** How many runs one request touches. */
export const mostRuns = 1000

const selection = {
  ids: z.array(z.string().min(1).max(100)).max(mostRuns).optional().describe('These runs, 1000 at most'),
  filter: z
    .strictObject(runFilter)
    .optional()
    .describe('The newest 1000 runs that a list with this filter has; `{}` means every run'),
  cursor: RunCursor.optional().describe('Beside a filter: `nextCursor` of the call before'),
}
export type Selection = z.infer<z.ZodObject<typeof selection>>

/** Nobody cancels everything by forgetting to say what. */
const saysWhich = ({ ids, filter, cursor }: Selection) =>
  ids ? filter === undefined && cursor === undefined : filter !== undefined
const cure = 'name the runs by "ids" or by a "filter", by one of the two; a "cursor" goes with a filter'

export const CancelSelection = z
  .strictObject({ ...selection, force: z.boolean().default(false).describe('Kill them without a grace') })
  .refine(saysWhich, cure)

export const RerunSelection = z.strictObject(selection).refine(saysWhich, cure)

const Skipped = z.object({
  id: z.string(),
  code: z.string().describe('That of the problem which the same request for this run alone is answered with'),
  detail: z.string(),
})
export type Skipped = z.infer<typeof Skipped>

const rest = {
  skipped: z.array(Skipped).describe('The runs that stay as they are, and why'),
  more: z.boolean().describe('Older runs may fit the filter, which this call has not looked at'),
  nextCursor: z.string().nullable().describe('Pass it as `cursor` to go on with those'),
}

export const CanceledRuns = z.object({
  accepted: z.array(z.string()).describe('The runs that were asked to stop'),
  ...rest,
})
export type CanceledRuns = z.infer<typeof CanceledRuns>

export const RerunRuns = z.object({
  accepted: z.array(
    z.object({
      rerunOf: z.string().describe('The earlier run'),
      run: z.string().describe('The run that was made for it'),
      joined: z.literal(true).optional().describe('It was active already, with the same input'),
    }),
  ),
  ...rest,
})
export type RerunRuns = z.infer<typeof RerunRuns>
