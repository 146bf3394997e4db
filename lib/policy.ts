/** How a task's runs are treated: limits, retries, and what happens when it is busy. */
import { z } from 'zod'
import { parseDuration } from './units.ts'

/** In milliseconds; a timer of Node that is longer fires at once. */
const longestDuration = 2 ** 31 - 1

const duration = z
  .union([z.string(), z.number()])
  .transform((value, context) => {
    try {
      return parseDuration(value)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message })
      return z.NEVER
    }
  })
  .refine((milliseconds) => milliseconds >= 0 && milliseconds <= longestDuration, {
    error: 'A duration is 0 at least and 24d at most',
    abort: true,
  })

const whenBusy = z.enum(['queue', 'reject', 'join', 'replace'])
const retryOn = z.enum(['failed', 'timed_out', 'interrupted'])

/** The policy fields as a task declares them. Durations are words: `'30s'`, `'1h30m'`. */
export const policyOptions = {
  timeout: duration.optional(),
  killGrace: duration.optional(),
  concurrency: z.int().min(1).max(1000).optional(),
  whenBusy: whenBusy.optional(),
  maxQueued: z.int().min(1).max(100_000).optional(),
  retries: z.int().min(0).max(100).optional(),
  retry: z
    .strictObject({
      attempts: z.int().min(1).max(101).optional(),
      delay: duration.optional(),
      factor: z.number().min(1).max(100).optional(),
      maxDelay: duration.optional(),
      on: z.array(retryOn).optional(),
    })
    .optional(),
}

const declared = z.object(policyOptions)

/** The full policy of a task: what it declares, and the defaults for the rest. */
export function policyOf(options: z.infer<typeof declared>): Policy {
  const { retry = {} } = options
  return {
    timeoutMs: options.timeout ?? null,
    killGraceMs: options.killGrace ?? 10_000,
    concurrency: options.concurrency ?? 1,
    whenBusy: options.whenBusy ?? 'queue',
    maxQueued: options.maxQueued ?? 20,
    retry: {
      attempts: retry.attempts ?? (options.retries ?? 0) + 1,
      delayMs: retry.delay ?? 1_000,
      factor: retry.factor ?? 2,
      maxDelayMs: retry.maxDelay ?? 3_600_000,
      on: retry.on ?? ['failed'],
    },
  }
}

/** How a task's runs are treated. All durations in milliseconds. */
export const Policy = z.object({
  timeoutMs: z.number().nullable().describe('Limit of one attempt in wall-clock time; null: none'),
  killGraceMs: z.number().describe('From the request to stop to the kill'),
  concurrency: z.int().describe('How many of its runs may run at once, over all runners'),
  whenBusy: whenBusy.describe('What becomes of a new run when `concurrency` are active'),
  maxQueued: z.int().describe('How many of its runs may wait'),
  retry: z.object({
    attempts: z.int().describe('All tries, the first included'),
    delayMs: z.number(),
    factor: z.number(),
    maxDelayMs: z.number(),
    on: z.array(retryOn),
  }),
})
export type Policy = z.infer<typeof Policy>

/**
 * Milliseconds to wait before the next try, or null when there is none.
 * Exponential, with up to a quarter of jitter so that failures in step do not retry in step. `random` is in [0, 1).
 */
export function retryDelay(
  policy: Policy,
  ended: { attempt: number; as: z.infer<typeof retryOn> },
  random: number,
): number | null {
  const { attempts, delayMs, factor, maxDelayMs, on } = policy.retry
  if (!on.includes(ended.as) || ended.attempt >= attempts) return null
  const delay = Math.min(maxDelayMs, delayMs * factor ** (ended.attempt - 1))
  return Math.round(delay * (1 - random / 4))
}
