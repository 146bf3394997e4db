import { z } from 'zod'

/** Headers of what makes a run. */
export const Idempotent = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')
    .optional()
    .describe('Sent again within 24 hours with the same body, it answers with the same run'),
})
