import { z } from 'zod'
import { isRunId } from '../id.ts'

export const RunParams = z.strictObject({ id: z.string().refine(isRunId, 'not the id of a run') })
