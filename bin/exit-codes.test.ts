import { expect, test } from 'vitest'
import { exitCodeOf, outcomeCodes } from './exit-codes.ts'

test('each outcome has a code of its own', () => {
  expect(outcomeCodes).toEqual({ succeeded: 0, failed: 1, timed_out: 124, canceled: 130, interrupted: 75 })
})

test.each([
  [400, 2],
  [401, 77],
  [403, 77],
  [404, 2],
  [409, 1],
  [413, 2],
  [422, 2],
  [429, 77],
  [500, 69],
  [503, 69],
])('an answer with %i ends with %i', (status, code) => {
  expect(exitCodeOf(status)).toBe(code)
})
