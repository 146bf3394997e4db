import { describe, expect, test } from 'vitest'
import { ProgressPattern } from './progress-pattern.ts'

const tqdm = '(\\d+)%\\|'

describe('a progress pattern', () => {
  test.each<[string, string, string, object]>([
    ['one group is percent', tqdm, '\r 10%|#   |\r 40%|##  | 4/10', { done: 40, total: 100, note: null }],
    [
      'two groups are done and total',
      '(\\d+)/(\\d+)',
      '[3/12] compiling',
      { done: 3, total: 12, note: null },
    ],
    [
      'numbers may be grouped',
      '([\\d,]+) of ([\\d,]+)',
      '1,200 of 12,000 rows',
      { done: 1200, total: 12_000 },
    ],
    ['fractions are numbers too', '([\\d.]+)%', '12.5%', { done: 12.5, total: 100 }],
    [
      'groups may have names',
      '(?<note>\\w+): (?<total>\\d+) rows, (?<done>\\d+) done',
      'orders: 90 rows, 45 done',
      { done: 45, total: 90, note: 'orders' },
    ],
    ['a count may have no total', '(?<done>\\d+) rows', '17 rows', { done: 17, total: null }],
  ])('%s', (_, pattern, text, value) => {
    const progress = new ProgressPattern(pattern)
    progress.feed('e', text)
    expect(progress.look()).toMatchObject([value])
  })

  test('finds what is cut into pieces, and says nothing twice', () => {
    const progress = new ProgressPattern(tqdm)
    for (const piece of ['\r 5', '5%', '|###']) progress.feed('o', piece)
    expect(progress.look()).toMatchObject([{ done: 55 }])
    expect(progress.look()).toEqual([])
    progress.feed('o', 'no bar here')
    expect(progress.look()).toMatchObject([{ done: 55 }])
  })

  test('looks at each stream by itself, and only at the end of it', () => {
    const progress = new ProgressPattern(tqdm)
    progress.feed('o', '70%|')
    progress.feed('e', `30%|${'x'.repeat(3_000)}`)
    expect(progress.look()).toMatchObject([{ done: 70 }])
  })

  test('does not go on for ever', () => {
    const progress = new ProgressPattern('(a+)+$')
    progress.feed('o', `${'a'.repeat(60)}b`)
    expect(() => progress.look()).toThrow(/timed out/)
  })
})
