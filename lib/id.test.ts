import { beforeEach, describe, expect, test, vi } from 'vitest'

let newRunId: (now: number) => string
let isRunId: (text: string) => boolean
let firstIdAt: (now: number) => string

/** Each test gets a process that has made no id yet. */
beforeEach(async () => {
  vi.resetModules()
  ;({ newRunId, isRunId, firstIdAt } = await import('./id.ts'))
})

const now = Date.UTC(2030, 0, 1)

describe('ids of runs', () => {
  test('are 24 characters that nobody confuses', () => {
    const id = newRunId(now)
    expect(id).toMatch(/^run_[0-9abcdefghjkmnpqrstvwxyz]{20}$/)
    expect(isRunId(id)).toBe(true)
  })

  test('sort by the time they were made, over years', () => {
    const times = [1, 1_000, Date.UTC(2026, 0, 1), now, now + 1, now + 31, now + 32, Date.UTC(2500, 0, 1)]
    const ids = times.map(newRunId)
    expect(ids.toSorted()).toEqual(ids)
  })

  test('sort by their order within a millisecond, and are all different, however many', () => {
    const ids = Array.from({ length: 100_000 }, () => newRunId(now))
    expect(ids.findIndex((id, i) => i > 0 && id <= (ids[i - 1] ?? ''))).toBe(-1)
  })

  test('go on growing when the clock goes back', () => {
    const ids = [now, now - 3_600_000, now - 1, now, now + 1].map(newRunId)
    expect(ids.toSorted()).toEqual(ids)
  })

  test('of two processes at the same time differ', async () => {
    const one = newRunId(now)
    vi.resetModules()
    const other = (await import('./id.ts')).newRunId(now)
    expect(other).not.toBe(one)
    expect(other.slice(0, 16)).toBe(one.slice(0, 16))
  })
})

test.each([
  '',
  'run_',
  'run_0123',
  `run_${'0'.repeat(21)}`,
  `run_${'i'.repeat(20)}`,
  `run_${'A'.repeat(20)}`,
  `run_${'0'.repeat(19)}\n`,
])('%j is no id', (text) => expect(isRunId(text)).toBe(false))

describe('the first id of a time', () => {
  test('lies between what was made before and from then on', () => {
    const before = newRunId(now - 1)
    const after = newRunId(now)
    expect(before < firstIdAt(now)).toBe(true)
    expect(firstIdAt(now) <= after).toBe(true)
  })

  test('of a time before and after all ids is the least and the greatest', () => {
    const id = newRunId(now)
    expect(firstIdAt(Date.UTC(1900, 0, 1)) < id).toBe(true)
    expect(firstIdAt(Date.UTC(9999, 0, 1)) > id).toBe(true)
  })
})
