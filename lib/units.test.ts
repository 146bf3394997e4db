import { expect, test } from 'vitest'
import { parseDuration, parseSize } from './units.ts'

test.each([
  ['250ms', 250],
  ['30s', 30_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['1h30m', 5_400_000],
  ['1h 30m', 5_400_000],
  ['2d', 172_800_000],
  ['1.5s', 1500],
  ['0s', 0],
  [' 10 s ', 10_000],
  ['1d2h3m4s5ms', 93_784_005],
])('the duration %s is %d ms', (text, expected) => {
  expect(parseDuration(text)).toBe(expected)
})

test.each(['', ' ', 's', '30x', '-5s', '30m1h', '5s5s', '1e3s', '1,5s', '30S', `${'9'.repeat(400)}d`])(
  'the duration %j is refused',
  (text) => {
    expect(() => parseDuration(text)).toThrow(/is not a duration such as 250ms, 30s, 1h30m or 2d\./)
  },
)

test.each(['30', 30])('a duration without a unit (%j) is refused, saying how to write it', (value) => {
  expect(() => parseDuration(value)).toThrow(
    `${JSON.stringify(value)} is not a duration such as 250ms, 30s, 1h30m or 2d. Write the unit too: 30s.`,
  )
})

test.each([
  ['0B', 0],
  ['512B', 512],
  ['64KB', 65_536],
  ['10MB', 10_485_760],
  ['10 mb', 10_485_760],
  ['2GB', 2_147_483_648],
  ['0.5KB', 512],
])('the size %s is %d bytes', (text, expected) => {
  expect(parseSize(text)).toBe(expected)
})

test.each(['', 'MB', '10M', '10MiB', '-1KB', '1GB2MB', `${'9'.repeat(400)}GB`])(
  'the size %j is refused',
  (text) => {
    expect(() => parseSize(text)).toThrow(/is not a size such as 64KB, 10MB or 2GB\./)
  },
)

test('a size without a unit is refused, saying how to write it', () => {
  expect(() => parseSize('10')).toThrow(
    '"10" is not a size such as 64KB, 10MB or 2GB. Write the unit too: 10MB.',
  )
})
