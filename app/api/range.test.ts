import { describe, expect, test } from 'vitest'
import { parseRange } from './range.ts'

describe('a range of 10 bytes', () => {
  const whole = [
    null,
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=a-b',
    'bytes=1',
    'bytes=5-4',
    'bytes=0-1,3-4',
    'lines=0-1',
    'bytes= 0-1',
    'bytes=-1-2',
    'bytes=0x1-2',
  ]
  test.each(whole)('%j asks for the whole', (header) => {
    expect(parseRange(header, 10)).toBeNull()
  })

  test.each([
    ['bytes=0-0', 0, 0],
    ['bytes=2-5', 2, 5],
    ['Bytes=9-9', 9, 9],
    ['bytes=3-', 3, 9],
    ['bytes=0-99999999999999999999999', 0, 9],
    ['bytes=-1', 9, 9],
    ['bytes=-10', 0, 9],
    ['bytes=-11', 0, 9],
  ])('%s is from %i to %i', (header, start, end) => {
    expect(parseRange(header, 10)).toEqual({ start, end })
  })

  test.each(['bytes=10-', 'bytes=10-12', 'bytes=99999999999999999999999-', 'bytes=-0'])(
    '%s is not in it',
    (header) => {
      expect(parseRange(header, 10)).toBe('unsatisfiable')
    },
  )

  test.each(['bytes=0-', 'bytes=0-0', 'bytes=-1'])('of an empty file nothing is in %s', (header) => {
    expect(parseRange(header, 0)).toBe('unsatisfiable')
  })
})
