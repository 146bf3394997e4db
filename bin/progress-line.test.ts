import { expect, test } from 'vitest'
import type { RunDetail } from '../lib/resources.ts'
import { progressLine } from './progress-line.ts'

const startedAt = '2026-11-24T12:00:00.000Z'
const now = Date.parse(startedAt) + 30_000
const running = {
  status: 'running',
  startedAt,
  attempt: 1,
  progress: null,
  usual: null,
  cancelRequestedAt: null,
}
const line = (run: Partial<RunDetail>) => progressLine({ ...running, ...run } as RunDetail, now)

test('what the task says is a bar, a share, its note and the time that is left', () => {
  expect(line({ progress: { done: 3, total: 4, note: 'reading' } })).toBe(
    'running [##################......] 75% · reading · about 10s left',
  )
})

test('where only earlier runs are known, the bar looks different and the time is a guess', () => {
  expect(line({ usual: { medianMs: 60_000, p95Ms: 70_000, runs: 5 } })).toBe(
    'running [------------............] usually 30s more',
  )
})

test('where nothing is known, it is the time that has passed', () => {
  expect(line({})).toBe('running 30s')
  expect(line({ progress: { done: 12, total: null, note: null } })).toBe('running 12 · 30s')
})

test('longer than usual is said', () => {
  expect(line({ usual: { medianMs: 2000, p95Ms: 3000, runs: 5 } })).toContain('slower than usual')
})

test('a queued run says why it waits', () => {
  expect(line({ status: 'queued', attempt: 0, waitingFor: 'slot' })).toBe('queued · waits for a free slot')
  expect(line({ status: 'queued', attempt: 1, waitingFor: 'retry' })).toMatch(/^retrying · /)
})

test('what is being canceled has no time left', () => {
  const asked = { cancelRequestedAt: startedAt, progress: { done: 1, total: 2, note: null } }
  expect(line(asked)).toBe('canceling [############............] 50% · 30s')
})

test('a note cannot draw', () => {
  expect(line({ progress: { done: 1, total: 2, note: 'a\x1b[2K\nb' } })).toContain('a\\u001b[2K\\u000ab')
})
