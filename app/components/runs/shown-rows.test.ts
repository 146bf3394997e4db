import { describe, expect, it } from 'vitest'
import type { Run, RunList } from '../../../lib/resources.ts'
import { olderThan, pageSize, shownAfter, wantedRows } from './shown-rows.ts'

const run = (n: number, status = 'running') => ({ id: `run_${String(n).padStart(4, '0')}`, status }) as Run
const runs = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => run(from - at))
const answer = (data: Run[], nextCursor: string | null = null): RunList => ({ data, nextCursor })
const ids = ({ rows }: ReturnType<typeof shownAfter>) => rows.map(({ run }) => Number(run.id.slice(4)))

describe('a list that nobody holds', () => {
  it('is what the server answers, one page of it', () => {
    const first = shownAfter([], answer(runs(60, 1)), false)
    expect(first.rows).toHaveLength(pageSize)
    expect(ids(shownAfter(first.rows, answer([run(61), run(7)]), false))).toEqual([61, 7])
  })
})

describe('a list that is held', () => {
  const { rows } = shownAfter([], answer([run(5), run(3), run(1)]), false)

  it('keeps its rows in their places, with their new state, and counts what is new', () => {
    const news = shownAfter(rows, answer([run(6), run(5, 'failed'), run(4), run(3), run(1)]), true)
    expect(ids(news)).toEqual([5, 3, 1])
    expect(news.rows[0]?.run.status).toBe('failed')
    expect(news.news).toBe(2)
  })

  it('says of a row that it is gone, until it is back', () => {
    const without = shownAfter(rows, answer([run(5), run(1)]), true)
    expect(without.rows.map(({ gone }) => gone)).toEqual([false, true, false])
    expect(shownAfter(without.rows, answer([run(5), run(3), run(1)]), true).rows[1]?.gone).toBe(false)
  })

  it('does not take what the answer is too short for as gone, nor older runs as new', () => {
    const full = shownAfter([], answer(runs(60, 10), 'run_0010'), false).rows
    const next = shownAfter(full, answer(runs(63, 14), 'run_0014'), true)
    expect(next.news).toBe(3)
    expect(next.rows.every(({ gone }) => !gone)).toBe(true)
    expect(wantedRows(next)).toBe(100)
    expect(shownAfter(full, answer(runs(60, 1)), true).news).toBe(0)
  })
})

it('no more is asked for than the server gives', () => {
  expect([0, 1, 50, 51, 1000].map((news) => wantedRows({ rows: [], news }))).toEqual([50, 100, 100, 150, 200])
})

it('the next page begins after the last row that is shown', () => {
  const { rows } = shownAfter([], answer(runs(60, 1)), false)
  expect(olderThan(rows, answer(runs(60, 1)))).toBe('run_0011')
  expect(olderThan(rows, answer(runs(60, 11)))).toBeNull()
  expect(olderThan(rows, answer(runs(64, 15), 'run_0015'))).toBe('run_0011')
  expect(olderThan([], answer([], 'run_0002'))).toBe('run_0002')
})
