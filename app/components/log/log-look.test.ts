import { expect, test } from 'vitest'
import { timeSince } from './log-look.ts'

test('times since the start are short, have tenths, and are never negative', () => {
  const start = '2026-03-04T12:00:00.000Z'
  expect(timeSince(start, '2026-03-04T12:00:04.290Z')).toBe('0:04.2')
  expect(timeSince(start, '2026-03-04T12:12:34.000Z')).toBe('12:34.0')
  expect(timeSince(start, '2026-03-05T13:02:03.400Z')).toBe('25:02:03.4')
  expect(timeSince(start, '2026-03-04T11:59:59.000Z')).toBe('0:00.0')
})
