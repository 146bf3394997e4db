import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Chunk } from '../store/log.ts'
import { LogLimit } from './log-limit.ts'

/** A chunk of `lines` lines and `bytes` bytes, from line `firstSeq` on. */
const chunk = (firstSeq: number, bytes: number, lines = 1): Chunk => ({
  firstSeq,
  lines: Array.from({ length: lines }, () => [0, 'o', '']),
  bytes,
})

/** What stays of chunks of these sizes, as their numbers from 1, and what the gap is. */
function keep(limit: number, sizes: number[]) {
  const kept = new LogLimit(limit)
  const chunks = sizes.map((bytes, i) => chunk(i + 1, bytes))
  for (const each of chunks) kept.add(each)
  return { stays: chunks.filter((each) => !kept.isDropped(each)), gap: kept.gap() }
}
const numbers = (chunks: Chunk[]) => chunks.map(({ firstSeq }) => firstSeq)

describe('a log limit', () => {
  test('drops nothing up to the limit', () => {
    const { stays, gap } = keep(100, [10, 40, 50])
    expect([numbers(stays), gap]).toEqual([[1, 2, 3], undefined])
  })

  test('keeps the first tenth and the newest, and counts what is gone', () => {
    const { stays, gap } = keep(100, [4, 6, 40, 30, 20, 25])
    expect(numbers(stays)).toEqual([1, 2, 4, 5, 6])
    expect(gap).toEqual({ bytes: 40, afterSeq: 2, beforeSeq: 4 })
  })

  test('keeps 1 MB of the beginning at most', () => {
    const megabyte = 1024 * 1024
    const { stays } = keep(20 * megabyte, Array(30).fill(megabyte))
    expect(numbers(stays)).toEqual([1, ...Array.from({ length: 19 }, (_, i) => i + 12)])
  })

  test('keeps the newest chunk, however large it is', () => {
    const { stays, gap } = keep(100, [5, 300, 400])
    expect(numbers(stays)).toEqual([1, 3])
    expect(gap).toEqual({ bytes: 300, afterSeq: 1, beforeSeq: 3 })
  })

  test('may lose its very beginning where that is too large for the first tenth', () => {
    expect(keep(100, [60, 60]).gap).toEqual({ bytes: 60, afterSeq: 0, beforeSeq: 2 })
  })

  test('names the gap by lines, of which a chunk may have many', () => {
    const limit = new LogLimit(100)
    for (const each of [chunk(1, 10, 3), chunk(4, 50, 10), chunk(14, 50, 7)]) limit.add(each)
    expect(limit.gap()).toEqual({ bytes: 50, afterSeq: 3, beforeSeq: 14 })
  })

  test('gives up the oldest after the beginning when it is asked to', () => {
    const limit = new LogLimit(100)
    for (const each of [chunk(1, 10), chunk(2, 20), chunk(3, 20)]) limit.add(each)
    limit.dropOldest()
    expect(limit.gap()).toEqual({ bytes: 20, afterSeq: 1, beforeSeq: 3 })
    limit.dropOldest()
    limit.dropOldest()
    expect(limit.gap()).toEqual({ bytes: 40, afterSeq: 1, beforeSeq: 4 })
  })

  test('takes nothing into the beginning once something after it is gone', () => {
    const limit = new LogLimit(100)
    for (const each of [chunk(1, 5), chunk(2, 20)]) limit.add(each)
    limit.dropOldest()
    limit.add(chunk(3, 1))
    expect(limit.gap()).toEqual({ bytes: 20, afterSeq: 1, beforeSeq: 3 })
    expect(limit.isDropped(chunk(2, 20))).toBe(true)
    expect(limit.isDropped(chunk(3, 1))).toBe(false)
  })
})

test('whatever comes, what stays and what is gone add up, and what stays is a head and a tail', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 })
  fc.assert(
    fc.property(sizes, fc.integer({ min: 40, max: 400 }), (bytes, limit) => {
      const { stays, gap } = keep(limit, bytes)
      const size = stays.reduce((sum, each) => sum + each.bytes, 0)
      expect(size).toBeLessThanOrEqual(limit)
      expect(size + (gap?.bytes ?? 0)).toBe(bytes.reduce((sum, each) => sum + each, 0))
      const all = bytes.map((_, i) => i + 1)
      const isKept = (seq: number) => !gap || seq <= gap.afterSeq || seq >= gap.beforeSeq
      expect(numbers(stays)).toEqual(all.filter(isKept))
    }),
    { seed: 20_260_101, numRuns: 500 },
  )
})
