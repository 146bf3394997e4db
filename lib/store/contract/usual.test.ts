import { describe, expect, test } from 'vitest'
import { activeRuns, countActive, newestRun } from '../runs.ts'
import { recentOutcomes, usualOf } from '../usual.ts'
import { databases } from './databases.ts'
import { failed, requeued, useStore } from './store-in-test.ts'

describe.each(databases)('what a task has done so far, on $name', (database) => {
  const store = useStore(database)

  /** A success that took this long. */
  async function succeed(durationMs: number, task = 'report'): Promise<string> {
    const claim = await store.running({ task })
    store.now += durationMs
    await store.settle(claim)
    return claim.run
  }

  test('nothing is usual before the first success', async () => {
    await store.runner('first', { report: {} })
    await store.settle(await store.running(), failed)
    expect(await usualOf(store.db, 'report')).toBeNull()
    expect((await recentOutcomes(store.db, 'report')).map(({ status }) => status)).toEqual(['failed'])
  })

  test('usual is the median and the p95 of the last 20 successes of this task', async () => {
    await store.runner('first', { report: {}, other: {} })
    await succeed(1_000_000)
    for (let i = 20; i >= 1; i--) await succeed(i * 100)
    await succeed(7, 'other')
    await store.settle(await store.running(), failed)
    expect(await usualOf(store.db, 'report')).toEqual({ medianMs: 1000, p95Ms: 1900, runs: 20 })
    expect(await usualOf(store.db, 'other')).toEqual({ medianMs: 7, p95Ms: 7, runs: 1 })
  })

  test('of a run with retries the last attempt counts', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    store.now += 60_000
    await store.settle(claim, requeued)
    await store.claim()
    store.now += 300
    await store.settle({ ...claim, attempt: 2 })
    expect(await usualOf(store.db, 'report')).toMatchObject({ medianMs: 300 })
  })

  test('recent are the last 20 that have ended, the newest first', async () => {
    await store.runner('first', { report: {} })
    const ended: string[] = []
    for (let i = 0; i < 21; i++) ended.unshift(await succeed(10))
    await store.running()
    await store.cancel(await store.accept())
    const recent = await recentOutcomes(store.db, 'report')
    expect(recent[0]).toMatchObject({ status: 'canceled', startedAt: null })
    expect(recent.slice(1).map(({ id }) => id)).toEqual(ended.slice(0, 19))
  })

  test('its active runs are counted, the running ones first', async () => {
    await store.runner('first', { report: {}, other: {} })
    const waiting = await store.accept({ availableAt: store.now + 1 })
    const { run } = await store.running()
    const last = await store.accept()
    await store.accept({ task: 'other' })
    const active = await activeRuns(store.db, 'report', 10, store.now)
    expect(active.map(({ id }) => id)).toEqual([run, waiting, last])
    expect(await activeRuns(store.db, 'report', 1, store.now)).toHaveLength(1)
    expect(await countActive(store.db, 'report')).toBe(3)
    expect(await newestRun(store.db, 'report', store.now)).toMatchObject({ id: last })
    expect(await newestRun(store.db, 'nothing', store.now)).toBeNull()
  })
})
