import { describe, expect, it } from 'vitest'
import { waitedMs, workedMs } from './run-times.ts'
import { summaryOf } from './summary.ts'

const run = (over: object) => ({ error: null, status: 'succeeded', input: {}, ...over }) as never

describe('what tells a run from others', () => {
  it('is its input, in one line', () => {
    const input = { month: '2026-09', dry: true, list: [1, 2], note: 'two\n lines' }
    const text = 'month: 2026-09 · dry: true · list: [1,2] · note: two lines'
    expect(summaryOf(run({ input }))).toEqual({ input: text, error: '' })
    expect(summaryOf(run({}))).toEqual({ input: '', error: '' })
    expect(summaryOf(run({ input: { a: '', b: 0, c: null } }))).toMatchObject({ input: 'b: 0' })
    expect(summaryOf(run({ input: { a: '' } }))).toMatchObject({ input: 'a: ' })
  })

  it('is the first line of its error, too, where it failed', () => {
    const error = { code: 'task_error', message: '\nNo such table\n  at line 3' }
    const failed = run({ error, status: 'failed', input: { month: 9 } })
    expect(summaryOf(failed)).toEqual({ input: 'month: 9', error: 'No such table' })
  })

  it('is cut, and not within a character', () => {
    const summary = summaryOf(run({ input: { book: '𠮷'.repeat(100_000) } }))
    expect(summary).toMatchObject({ input: expect.stringMatching(/^book: 𠮷{294}$/u) })
  })
})

describe('of a run', () => {
  const at = (second: number) => new Date(second * 1000).toISOString()
  const times = { createdAt: at(0), availableAt: at(10), startedAt: at(13), finishedAt: at(20) }

  it('wait and work are counted apart, and a delay is no wait', () => {
    expect([waitedMs(times, 0), workedMs(times, 0)]).toEqual([3000, 7000])
  })

  it('that goes on both go on', () => {
    expect(workedMs({ ...times, finishedAt: null }, 15_000)).toBe(2000)
    const waiting = { ...times, startedAt: null, finishedAt: null }
    expect([waitedMs(waiting, 5000), waitedMs(waiting, 12_000), workedMs(waiting, 12_000)]).toEqual([
      0,
      2000,
      null,
    ])
  })
})
