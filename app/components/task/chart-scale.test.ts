import { describe, expect, it } from 'vitest'
import { scaleFor } from './chart-scale.ts'

const second = 1000
const minute = 60 * second

describe('the scale of durations', () => {
  it('is linear, from nothing to the longest', () => {
    const { kind, ticks, heightOf } = scaleFor([10 * second, 30 * second, 60 * second])
    expect(kind).toBe('linear')
    expect([0, 30 * second, 60 * second].map(heightOf)).toEqual([0, 0.5, 1])
    expect(ticks).toEqual([20 * second, 40 * second, 60 * second])
  })

  it('is logarithmic where one run would press all others into the foot', () => {
    const { kind, ticks, heightOf } = scaleFor([second, second, second, 100 * minute])
    expect(kind).toBe('log')
    expect(ticks).toEqual([1, 10, 60, 600, 3600].map((n) => n * second))
    expect([second, 100 * minute].map(heightOf)).toEqual([0, 1])
    expect(heightOf(10)).toBe(0)
  })

  it.each([
    [[]],
    [[0, 0]],
    [[3]],
    [[1, 900]],
    [[0, 0, 5 * minute]],
    [[90 * minute]],
    [[400 * 24 * 60 * minute]],
  ])('has every run of %j between foot and head, and at most a handful of lines', (durations) => {
    const { ticks, heightOf } = scaleFor(durations)
    for (const ms of [...durations, ...ticks]) {
      expect(heightOf(ms)).toBeGreaterThanOrEqual(0)
      expect(heightOf(ms)).toBeLessThanOrEqual(1)
    }
    expect(ticks.length).toBeLessThanOrEqual(8)
  })
})
