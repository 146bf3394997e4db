import { describe, expect, it } from 'vitest'
import { estimate } from './estimate.ts'

const startedAt = '2026-03-04T12:00:00.000Z'
const later = (seconds: number) => Date.parse(startedAt) + seconds * 1000
const usual = { medianMs: 100_000, p95Ms: 200_000, runs: 20 }

describe('how far a run is', () => {
  it('follows from what the task reports', () => {
    const run = { startedAt, progress: { done: 25, total: 100, note: null } }
    expect(estimate(run, usual, later(30))).toEqual({
      fraction: 0.25,
      leftMs: 90_000,
      estimated: false,
      slow: false,
    })
  })

  it('is estimated from earlier runs where the task says nothing, and stops at 95 %', () => {
    const run = { startedAt, progress: null }
    expect(estimate(run, usual, later(40))).toMatchObject({ fraction: 0.4, leftMs: 60_000, estimated: true })
    expect(estimate(run, usual, later(150))).toMatchObject({ fraction: 0.95, leftMs: null, slow: false })
    expect(estimate(run, usual, later(201))).toMatchObject({ slow: true })
  })

  it('is not known for a first run', () => {
    expect(estimate({ startedAt, progress: null }, null, later(5))).toMatchObject({
      fraction: null,
      leftMs: null,
    })
  })

  it('never leaves 0 to 1', () => {
    const run = { startedAt, progress: { done: 12, total: 10, note: null } }
    expect(estimate(run, null, later(-5)).fraction).toBe(1)
  })
})
