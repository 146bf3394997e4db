import { describe, expect, it } from 'vitest'
import type { Attempt, RunDetail } from '../../../lib/resources.ts'
import { timelineOf, waitAndWork } from './timeline-events.ts'

const at = (seconds: number) => new Date(Date.parse('2026-03-04T12:00:00Z') + seconds * 1000).toISOString()

describe('the timeline of a run', () => {
  it('goes from queued to its end', () => {
    const run = runOf({ status: 'succeeded', finishedAt: at(9), attempts: [attempt(1, 2, 9, 'succeeded')] })
    expect(timelineOf(run).map(({ kind }) => kind)).toEqual(['queued', 'started', 'ended'])
    expect(waitAndWork(run, 0)).toEqual({ wait: 2000, work: 7000 })
  })

  it('names each attempt where there are several', () => {
    const attempts = [attempt(1, 1, 3, 'failed'), attempt(2, 6, 8, 'failed')]
    const run = runOf({ status: 'failed', attempt: 2, maxAttempts: 2, finishedAt: at(8), attempts })
    expect(timelineOf(run).map(({ kind }) => kind)).toEqual([
      'queued',
      'attempt',
      'attemptEnded',
      'attempt',
      'ended',
    ])
    expect(waitAndWork(run, 0)).toEqual({ wait: 4000, work: 4000 })
  })

  it('shows a cancel in its place, and counts up to now while it runs', () => {
    const run = runOf({
      status: 'running',
      cancelRequestedAt: at(5),
      attempts: [attempt(1, 1, null, 'running')],
    })
    expect(timelineOf(run).map(({ kind }) => kind)).toEqual(['queued', 'started', 'canceling'])
    expect(waitAndWork(run, Date.parse(at(11)))).toEqual({ wait: 1000, work: 10_000 })
  })
})

function runOf(facts: Partial<RunDetail>) {
  return {
    createdAt: at(0),
    finishedAt: null,
    cancelRequestedAt: null,
    attempt: 1,
    maxAttempts: 1,
    ...facts,
  } as RunDetail
}

function attempt(n: number, start: number, end: number | null, status: Attempt['status']) {
  return { attempt: n, startedAt: at(start), endedAt: end === null ? null : at(end), status } as Attempt
}
