import { expect, test } from 'vitest'
import { seriesOf, valueIn } from '../../e2e/exposition.ts'
import type { FinalStatus } from '../run.ts'
import type { Figures } from '../store/figures.ts'
import { neverStarted } from '../store/totals.ts'
import { expositionOf } from './exposition.ts'

const nothing: Figures = { tasks: [], queues: [], running: [], totals: [], runners: [] }
const total = (status: FinalStatus, within_ms: number, runs: number, ms = 0) => ({
  task: 'report',
  status,
  within_ms,
  runs,
  ms,
})
const buckets = (text: string) =>
  seriesOf(text).filter(({ name }) => name === 'runboard_run_duration_seconds_bucket')

test('a task that has not run yet is there, with zeros', async () => {
  const text = await expositionOf({ ...nothing, tasks: ['report'] })
  for (const name of ['queued_runs', 'scheduled_runs', 'running_runs', 'oldest_queued_seconds'])
    expect(valueIn(text, `runboard_${name}`, { task: 'report' })).toBe(0)
  expect(valueIn(text, 'runboard_runs_ended_total', { task: 'report', status: 'failed' })).toBe(0)
  expect(buckets(text)).toEqual([])
})

test('the buckets of durations are cumulative, and a run that never started is in none', async () => {
  const totals = [
    total('succeeded', 1_000, 3, 2_100),
    total('succeeded', 60_000, 2, 90_000),
    total('succeeded', Number.MAX_SAFE_INTEGER, 1, 100_000_000),
    total('canceled', neverStarted, 4),
  ]
  const text = await expositionOf({ ...nothing, totals })
  const counts = Object.fromEntries(buckets(text).map(({ labels, value }) => [labels.le, value]))
  expect(counts).toMatchObject({ '0.5': 0, '1': 3, '30': 3, '60': 5, '86400': 5, '+Inf': 6 })
  const labels = { task: 'report', status: 'succeeded' }
  expect(valueIn(text, 'runboard_run_duration_seconds_sum', labels)).toBe(100_092.1)
  expect(valueIn(text, 'runboard_run_duration_seconds_count', labels)).toBe(6)
  expect(valueIn(text, 'runboard_runs_ended_total', labels)).toBe(6)
  expect(valueIn(text, 'runboard_runs_ended_total', { task: 'report', status: 'canceled' })).toBe(4)
})

test('slots add up over the runners', async () => {
  const runner = { id: '', name: '', host: '', version: '', startedAt: '', heartbeatAt: '', stopping: false }
  const runners = [
    { ...runner, slots: 2, running: 1 },
    { ...runner, slots: 4, running: 3 },
  ]
  const text = await expositionOf({ ...nothing, runners })
  expect(['runners', 'slots', 'slots_in_use'].map((name) => valueIn(text, `runboard_${name}`))).toEqual([
    2, 6, 4,
  ])
})

test.each(['a "quoted" one', 'back\\slash', 'two\nlines', '日本語 🎉', '\\n', '{a="b"} 1', '__proto__'])(
  'whatever a task is called, its name is told and nothing else: %j',
  async (task) => {
    const queues = [{ task, due: 7, later: 8, oldestMs: 1_500 }]
    const text = await expositionOf({ ...nothing, tasks: [task], queues, running: [{ task, runs: 9 }] })
    expect(valueIn(text, 'runboard_queued_runs', { task })).toBe(7)
    expect(valueIn(text, 'runboard_scheduled_runs', { task })).toBe(8)
    expect(valueIn(text, 'runboard_running_runs', { task })).toBe(9)
    expect(valueIn(text, 'runboard_oldest_queued_seconds', { task })).toBe(1.5)
    expect(seriesOf(text).filter(({ labels }) => 'task' in labels && labels.task !== task)).toEqual([])
  },
)

test('the process tells of itself, every time it is asked', async () => {
  for (let i = 0; i < 2; i++) {
    const text = await expositionOf(nothing)
    for (const name of [
      'process_resident_memory_bytes',
      'process_cpu_seconds_total',
      'process_start_time_seconds',
    ])
      expect(valueIn(text, name)).toBeGreaterThan(0)
    expect(valueIn(text, 'nodejs_eventloop_lag_p99_seconds')).toBeDefined()
  }
})
