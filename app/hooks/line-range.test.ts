import { expect, test } from 'vitest'
import { extended, hashOf, lineRangeOf } from './line-range.ts'

test.each([
  ['#L120', { first: 120, last: 120 }],
  ['#L120-L140', { first: 120, last: 140 }],
  ['#L140-120', { first: 120, last: 140 }],
  ['#L0', null],
  ['#L12x', null],
  ['#content', null],
  ['', null],
])('%s names lines, or none', (hash, range) => {
  expect(lineRangeOf(hash)).toEqual(range)
})

test('a range is written as it is read', () => {
  for (const hash of ['#L7', '#L7-L9']) expect(hashOf(lineRangeOf(hash) ?? { first: 0, last: 0 })).toBe(hash)
})

test('a range goes from the line that was chosen first to this one', () => {
  expect(extended({ first: 5, last: 5 }, 9)).toEqual({ first: 5, last: 9 })
  expect(extended({ first: 5, last: 5 }, 2)).toEqual({ first: 2, last: 5 })
  expect(extended(null, 4)).toEqual({ first: 4, last: 4 })
})
