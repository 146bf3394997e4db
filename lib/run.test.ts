import { describe, expect, test } from 'vitest'
import {
  events,
  finalStatuses,
  isActive,
  isFinal,
  type RunEvent,
  type ShownStatus,
  type Status,
  shownStatus,
  statusAfter,
  statuses,
} from './run.ts'

/** Every legal step of a run, written down a second time, so that no change of the map goes unnoticed. */
const arrows: [Status, RunEvent, Status][] = [
  ['queued', 'start', 'running'],
  ['queued', 'cancel', 'canceled'],
  ['running', 'succeed', 'succeeded'],
  ['running', 'fail', 'failed'],
  ['running', 'timeOut', 'timed_out'],
  ['running', 'cancel', 'canceled'],
  ['running', 'interrupt', 'interrupted'],
  ['running', 'requeue', 'queued'],
]

test('there are seven statuses and seven events', () => {
  expect([statuses.length, events.length]).toEqual([7, 7])
})

describe.each(statuses)('a %s run', (status) => {
  test.each(events)('on %s', (event) => {
    const arrow = arrows.find(([from, name]) => from === status && name === event)
    expect(statusAfter(status, event)).toBe(arrow?.[2] ?? null)
  })

  test('is final exactly when nothing can happen to it, and active otherwise', () => {
    const isStuck = events.every((event) => statusAfter(status, event) === null)
    expect(isFinal({ status })).toBe(isStuck)
    expect(isActive({ status })).toBe(!isStuck)
    expect((finalStatuses as Status[]).includes(status)).toBe(isStuck)
  })
})

describe('what pages show', () => {
  const run = { attempt: 0, waitingFor: null, cancelRequestedAt: null }

  test.each(statuses)('a plain %s run is shown as that', (status) => {
    expect(shownStatus({ ...run, status })).toBe(status)
  })

  test.each<[string, Partial<Parameters<typeof shownStatus>[0]>, ShownStatus]>([
    ['a queued run that waits for its time', { waitingFor: 'time' }, 'scheduled'],
    ['a queued run that waits for a slot', { waitingFor: 'slot' }, 'queued'],
    ['a queued run that was tried before', { attempt: 1, waitingFor: 'retry' }, 'retrying'],
    ['a retry that only waits for a slot', { attempt: 2, waitingFor: 'slot' }, 'retrying'],
    ['a running run that was asked to stop', { status: 'running', cancelRequestedAt: '2030' }, 'canceling'],
    ['a second attempt that runs', { status: 'running', attempt: 2 }, 'running'],
    [
      'a run that was canceled after it was asked',
      { status: 'canceled', cancelRequestedAt: '2030' },
      'canceled',
    ],
    ['a run that failed in its second attempt', { status: 'failed', attempt: 2 }, 'failed'],
  ])('%s', (_, facts, shown) => {
    expect(shownStatus({ ...run, status: 'queued', ...facts })).toBe(shown)
  })
})
