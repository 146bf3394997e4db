import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Policy, policyOf, policyOptions, retryDelay } from './policy.ts'

const Options = z.strictObject(policyOptions)
const declare = (options: z.input<typeof Options>) => policyOf(Options.parse(options))
const problemOf = (options: object) => Options.safeParse(options).error?.issues[0]?.message

describe('a policy', () => {
  test('that declares nothing has the defaults: one at a time, queued, never retried, no limit', () => {
    expect(declare({})).toEqual({
      timeoutMs: null,
      killGraceMs: 10_000,
      concurrency: 1,
      whenBusy: 'queue',
      maxQueued: 20,
      retry: { attempts: 1, delayMs: 1_000, factor: 2, maxDelayMs: 3_600_000, on: ['failed'] },
    })
    expect(Policy.safeParse(declare({})).success).toBe(true)
  })

  test('keeps what it declares', () => {
    const retry = {
      attempts: 5,
      delay: '2s',
      factor: 3,
      maxDelay: '1m',
      on: ['timed_out', 'interrupted'],
    } as const
    const options = {
      timeout: '1h',
      killGrace: '500ms',
      concurrency: 4,
      whenBusy: 'reject',
      maxQueued: 7,
    } as const
    expect(declare({ ...options, retry: { ...retry, on: [...retry.on] } })).toEqual({
      timeoutMs: 3_600_000,
      killGraceMs: 500,
      concurrency: 4,
      whenBusy: 'reject',
      maxQueued: 7,
      retry: { attempts: 5, delayMs: 2_000, factor: 3, maxDelayMs: 60_000, on: ['timed_out', 'interrupted'] },
    })
  })

  test('counts retries as tries after the first one', () => {
    expect(declare({ retries: 2 }).retry.attempts).toBe(3)
    expect(declare({ retries: 2, retry: { delay: '5s' } }).retry).toMatchObject({
      attempts: 3,
      delayMs: 5_000,
    })
    expect(declare({ retries: 2, retry: { attempts: 9 } }).retry.attempts).toBe(9)
  })

  test.each([
    [{ timeout: 'soon' }, /"soon" is not a duration/],
    [{ timeout: '25d' }, /0 at least and 24d at most/],
    [{ killGrace: '1000h' }, /0 at least and 24d at most/],
    [{ concurrency: 0 }, /Too small/],
    [{ concurrency: 1.5 }, /expected int/],
    [{ maxQueued: -1 }, /Too small/],
    [{ retries: 101 }, /Too big/],
    [{ whenBusy: 'explode' }, /Invalid option/],
    [{ retry: { on: ['succeeded'] } }, /Invalid option/],
    [{ retry: { tries: 3 } }, /Unrecognized key: "tries"/],
  ])('%j is refused', (options, message) => {
    expect(problemOf(options)).toMatch(message)
  })
})

describe('the wait before the next try', () => {
  const policy = declare({
    retry: { attempts: 4, delay: '1s', factor: 3, maxDelay: '5s', on: ['failed', 'interrupted'] },
  })
  const waitAfter = (attempt: number, random = 0, as: 'failed' | 'timed_out' = 'failed') =>
    retryDelay(policy, { attempt, as }, random)

  test('grows by its factor up to its maximum, until no attempt is left', () => {
    expect([1, 2, 3, 4, 5].map((attempt) => waitAfter(attempt))).toEqual([1_000, 3_000, 5_000, null, null])
  })

  test('is up to a quarter shorter, so that what failed together does not retry together', () => {
    expect([0, 0.5, 0.999_999].map((random) => waitAfter(2, random))).toEqual([3_000, 2_625, 2_250])
  })

  test('is none for an end that the task does not retry', () => {
    expect(waitAfter(1, 0, 'timed_out')).toBeNull()
    expect(retryDelay(declare({}), { attempt: 1, as: 'failed' }, 0)).toBeNull()
    expect(retryDelay(declare({ retries: 1 }), { attempt: 1, as: 'interrupted' }, 0)).toBeNull()
  })

  test('is a number however far it grows', () => {
    const steep = declare({ retry: { attempts: 101, delay: '24d', factor: 100, maxDelay: '24d' } })
    expect(retryDelay(steep, { attempt: 100, as: 'failed' }, 0)).toBe(24 * 86_400_000)
    const instant = declare({ retry: { attempts: 101, delay: '0s', factor: 100 } })
    expect(retryDelay(instant, { attempt: 100, as: 'failed' }, 0)).toBe(0)
  })
})
