import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, longestNote, type ProgressValue } from './progress.ts'

const at = (done: number, total: number | null = null, note: string | null = null): ProgressValue => ({
  done,
  total,
  note,
})

describe('within an attempt', () => {
  test('progress is what was said last', () => {
    expect(advance(null, at(3, 10, 'third'))).toEqual(at(3, 10, 'third'))
    expect(advance(at(3, 10, 'third'), at(4, 10))).toEqual(at(4, 10))
  })

  test('it never goes back, but its note goes on', () => {
    expect(advance(at(7, 10), at(3, 10, 'again'))).toEqual(at(7, 10, 'again'))
  })

  test('a total may appear, grow and disappear', () => {
    expect(advance(at(7), at(7, 10))).toEqual(at(7, 10))
    expect(advance(at(7, 10), at(8, 20))).toEqual(at(8, 20))
    expect(advance(at(8, 20), at(9))).toEqual(at(9))
  })

  test('a smaller total makes it no more than all', () => {
    expect(advance(at(50, 100), at(3, 10))).toEqual(at(10, 10))
  })

  test('a long note is cut', () => {
    expect(advance(null, at(1, null, 'x'.repeat(2 * longestNote)))).toMatchObject({
      note: 'x'.repeat(longestNote),
    })
  })
})

test.each([
  [at(-1), 'Progress -1 was ignored: it must be 0 or more.'],
  [at(Number.NaN), 'Progress NaN was ignored: it must be 0 or more.'],
  [at(Number.POSITIVE_INFINITY), 'Progress Infinity was ignored: it must be 0 or more.'],
  [at(1, 0), 'Progress out of 0 was ignored: the total must be more than 0.'],
  [at(1, -5), 'Progress out of -5 was ignored: the total must be more than 0.'],
  [at(1, Number.NaN), 'Progress out of NaN was ignored: the total must be more than 0.'],
  [at(11, 10), 'Progress 11 of 10 was ignored: it is more than all.'],
])('%j makes no sense', (value, sentence) => {
  expect(advance(at(5, 10), value)).toBe(sentence)
})

test('whatever a task says, what is kept makes sense', () => {
  const total = fc.option(fc.double({ min: 1e-3, max: 1e9, noNaN: true }))
  const values = fc.array(fc.record({ done: fc.double(), total, note: fc.constant(null) }))
  fc.assert(
    fc.property(values, (said) => {
      let current: ProgressValue | null = null
      for (const value of said) {
        const next: ProgressValue | string = advance(current, value)
        if (typeof next === 'string') continue
        expect(next.done).toBeGreaterThanOrEqual(0)
        if (next.total === null) expect(next.done).toBeGreaterThanOrEqual(current?.done ?? 0)
        else expect(next.done).toBeLessThanOrEqual(next.total)
        current = next
      }
    }),
    { seed: 20_260_101 },
  )
})
