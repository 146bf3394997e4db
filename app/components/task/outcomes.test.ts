import { describe, expect, it } from 'vitest'
import type { Run } from '../../../lib/resources.ts'
import { endedOf, figuresOf } from './outcomes.ts'

const at = (seconds: number) => new Date(seconds * 1000).toISOString()
const run = (id: string, status: Run['status'], seconds: number | null): Run =>
  ({
    id,
    status,
    startedAt: seconds === null ? null : at(0),
    finishedAt: status === 'running' ? null : at(seconds ?? 0),
  }) as Run

const runs = [
  run('6', 'running', 1),
  run('5', 'succeeded', 30),
  run('4', 'canceled', null),
  run('3', 'failed', 600),
  run('2', 'succeeded', 10),
  run('1', 'succeeded', 20),
]

describe('how the runs of a task went', () => {
  it('is drawn of those that have ended, the oldest first', () => {
    expect(endedOf(runs).map(({ run, ms }) => [run.id, ms])).toEqual([
      ['1', 20_000],
      ['2', 10_000],
      ['3', 600_000],
      ['4', null],
      ['5', 30_000],
    ])
  })

  it('is told in figures: durations are those of successes', () => {
    expect(figuresOf(endedOf(runs))).toEqual({
      ended: 5,
      succeeded: 3,
      medianMs: 20_000,
      p95Ms: 30_000,
      counts: [
        ['succeeded', 3],
        ['failed', 1],
        ['canceled', 1],
      ],
    })
  })

  it('is unknown before the first success', () => {
    expect(figuresOf(endedOf([run('1', 'failed', 3)]))).toMatchObject({ medianMs: null, p95Ms: null })
    expect(figuresOf([])).toMatchObject({ ended: 0, counts: [] })
  })
})
