import { describe, expect, test } from 'vitest'
import { type Policy, policyOf } from '../policy.ts'
import { statusAfter } from '../run.ts'
import type { Ended } from './messages.ts'
import { asCanceled, brokenEnding, endingOf, type StopReason, type WorkEnd } from './outcome.ts'

const report: Ended = {
  type: 'ended',
  output: null,
  error: null,
  exitCode: null,
  signal: null,
  final: false,
  spawned: false,
  reusable: true,
}
const ended = (change: Partial<Ended> = {}): WorkEnd => ({ type: 'ended', report: { ...report, ...change } })
const exit = (exitCode: number | null, signal: NodeJS.Signals | null = null): WorkEnd => ({
  type: 'exit',
  exit: { exitCode, signal },
})
const thrown = { code: 'task_error', message: 'No such month' }

const now = 1_000_000
const once: Policy = { ...policyOf({}), timeoutMs: 2_500 }
const retrying = (...on: Policy['retry']['on']): Policy => ({
  ...once,
  retry: { attempts: 3, delayMs: 1_000, factor: 2, maxDelayMs: 60_000, on },
})
const output = '{"a":1}'
const end = (stop: StopReason | null, work: WorkEnd | null, policy = once, attempt = 1) =>
  endingOf(stop, work, output, { policy, attempt, now, random: 0 })

const works: [string, WorkEnd | null][] = [
  ['returned', ended()],
  ['threw', ended({ error: thrown })],
  ['a process that is gone', exit(1)],
  ['garbage', { type: 'garbage' }],
  ['nothing yet', null],
]

describe('an attempt that we did not stop', () => {
  test.each<[string, WorkEnd, object]>([
    ['it returned', ended(), { event: 'succeed', error: null }],
    ['it exited 0', ended({ exitCode: 0 }), { event: 'succeed', exitCode: 0 }],
    ['its process exited 0', exit(0), { event: 'succeed', exitCode: 0 }],
    ['it threw', ended({ error: thrown }), { event: 'fail', error: thrown }],
    ['it exited 3', ended({ exitCode: 3 }), { event: 'fail', exitCode: 3, error: exited(3) }],
    ['its process exited 3', exit(3), { event: 'fail', exitCode: 3, error: exited(3) }],
    [
      'it was killed',
      ended({ signal: 'SIGTERM' }),
      { event: 'fail', signal: 'SIGTERM', error: { code: 'killed', message: 'It was killed by SIGTERM.' } },
    ],
    [
      'its process was killed hard',
      exit(null, 'SIGKILL'),
      {
        event: 'fail',
        exitCode: null,
        signal: 'SIGKILL',
        error: { code: 'killed', message: 'It was killed by SIGKILL, possibly out of memory.' },
      },
    ],
    [
      'its process talked nonsense',
      { type: 'garbage' },
      { event: 'fail', error: { code: 'protocol' }, exitCode: null, signal: null },
    ],
  ])('%s', (_, work, ending) => {
    const { event } = ending as { event: string }
    expect(end(null, work)).toMatchObject({
      attemptStatus: event === 'succeed' ? 'succeeded' : 'failed',
      availableAt: null,
      now,
      output,
      ...ending,
    })
  })

  function exited(code: number) {
    return { code: 'exit_code', message: `It exited with code ${code}.` }
  }
})

describe.each(works)('an attempt that was stopped, and had come to: %s', (_, work) => {
  test('by a cancel is canceled, with the output that came anyway', () => {
    const canceled = { event: 'cancel', attemptStatus: 'canceled', output, error: null, availableAt: null }
    expect(end('cancel', work)).toMatchObject(canceled)
    expect(end('cancel', work, retrying('failed', 'timed_out', 'interrupted'))).toMatchObject(canceled)
  })

  test('by its limit is timed out, and tried again only if the task retries that', () => {
    const error = { code: 'timed_out', message: 'It ran longer than its limit of 2.5 s.' }
    expect(end('timeout', work, retrying('failed'))).toMatchObject({ event: 'timeOut', output, error })
    expect(end('timeout', work, retrying('timed_out'))).toMatchObject({
      event: 'requeue',
      attemptStatus: 'timed_out',
      error,
      availableAt: now + 1_000,
    })
  })

  test('by a shutdown is interrupted, and tried again only if the task retries that', () => {
    const error = { code: 'shutdown', message: 'The server was stopped while this was running.' }
    expect(end('shutdown', work, retrying('failed'))).toMatchObject({ event: 'interrupt', output, error })
    expect(end('shutdown', work, retrying('interrupted'))).toMatchObject({
      event: 'requeue',
      attemptStatus: 'interrupted',
      error,
      availableAt: now + 1_000,
    })
  })

  test('has an end that the map of a run allows', () => {
    for (const stop of ['cancel', 'timeout', 'shutdown'] as const) {
      expect(statusAfter('running', end(stop, work).event)).not.toBeNull()
    }
  })
})

describe('a failure that the task retries', () => {
  const failing = ended({ error: thrown })

  test('waits longer each time, until no attempt is left', () => {
    const ends = [1, 2, 3].map((attempt) => end(null, failing, retrying('failed'), attempt))
    expect(ends.map(({ event }) => event)).toEqual(['requeue', 'requeue', 'fail'])
    expect(ends.map(({ availableAt }) => availableAt)).toEqual([now + 1_000, now + 2_000, null])
    expect(ends.every(({ attemptStatus }) => attemptStatus === 'failed')).toBe(true)
  })

  test('is final where a retry would not help', () => {
    expect(end(null, ended({ error: thrown, final: true }), retrying('failed'))).toMatchObject({
      event: 'fail',
    })
  })

  test('a success is never retried', () => {
    expect(end(null, ended(), retrying('failed'))).toMatchObject({ event: 'succeed', availableAt: null })
  })
})

test('an end that a cancel overtook is a cancel, which keeps the output and no error', () => {
  const requeued = end(null, ended({ error: thrown, exitCode: 1 }), retrying('failed'))
  expect(asCanceled(requeued)).toEqual({
    ...requeued,
    event: 'cancel',
    attemptStatus: 'canceled',
    error: null,
    availableAt: null,
  })
})

test('a fault of ours is a failure that is not retried', () => {
  expect(brokenEnding(now)).toMatchObject({
    event: 'fail',
    error: { code: 'internal' },
    availableAt: null,
    now,
  })
})
