import { describe, expect, it } from 'vitest'
import { formatter } from './format.ts'

const en = formatter('en')
const ja = formatter('ja')

describe('a duration', () => {
  it.each([
    [0, '0s'],
    [23, '23ms'],
    [96, '0.1s'],
    [3140, '3.1s'],
    [9999, '10s'],
    [59_700, '1m 0s'],
    [72_000, '1m 12s'],
    [3_725_000, '1h 2m'],
    [90_000_000, '1d 1h'],
  ])('of %i ms reads %s', (ms, text) => {
    expect(en.duration(ms)).toBe(text)
  })

  it('is rough where it is an estimate', () => {
    expect([300, 4200, 38_000, 58_000, 251_000, 5_400_000].map(en.about)).toEqual([
      '0.3 sec',
      '4 sec',
      '38 sec',
      '1 min',
      '4 min',
      '1.5 hr',
    ])
  })

  it('reads well in Japanese', () => {
    expect(ja.duration(72_000)).toBe('1 分 12 秒')
    expect(ja.about(251_000)).toBe('4 分')
  })
})

describe('a time', () => {
  const now = Date.parse('2026-03-04T12:00:00Z')

  it('of seconds ago does not flicker', () => {
    expect(en.relative('2026-03-04T11:59:57Z', now)).toBe('now')
    expect(en.relative('2026-03-04T11:59:43Z', now)).toBe('10 sec. ago')
  })

  it('of long ago is relative', () => {
    expect(en.relative('2026-03-04T09:59:00Z', now)).toBe('2 hr. ago')
    expect(ja.relative('2026-03-03T09:59:00Z', now)).toBe('昨日')
  })
})

it('a size is in units of 1024', () => {
  expect([512, 1536, 10 * 1024 ** 2].map(en.size)).toEqual(['512 bytes', '1.5 kB', '10 MB'])
})
