import { describe, expect, test } from 'vitest'
import { prune } from '../prune.ts'
import { durationBounds, listTotals, neverStarted } from '../totals.ts'
import { databases } from './databases.ts'
import { failed, requeued, useStore } from './store-in-test.ts'

describe.each(databases)('the totals on $name', (database) => {
  const store = useStore(database)
  const totals = () => listTotals(store.db)

  /** A run that takes so long. */
  async function ended(ms: number, ending: Parameters<typeof store.settle>[1] = {}) {
    const claim = await store.running()
    store.now += ms
    await store.settle(claim, ending)
    return claim
  }

  test('a run counts once it has ended, by its task, its status and how long it took', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    expect(await totals()).toEqual([])
    store.now += 700
    await store.settle(claim)
    await ended(1_000)
    await ended(20_000, failed)
    const row = { task: 'report', runs: 1 }
    expect(await totals()).toEqual([
      { ...row, status: 'failed', within_ms: 30_000, ms: 20_000 },
      { ...row, status: 'succeeded', within_ms: 1_000, ms: 1_700, runs: 2 },
    ])
  })

  test('each of its ends counts once, whoever else would end it', async () => {
    await store.runner('first', { report: {} })
    const claim = await ended(700)
    expect(await store.settle(claim, failed)).toBe(false)
    await expect(store.cancel(claim.run)).rejects.toMatchObject({ code: 'run_final' })
    const next = await store.running()
    await store.cancel(next.run)
    expect(await store.settle(next)).toBe(false)
    expect(await totals()).toHaveLength(1)
    await store.settle(next, { event: 'cancel', attemptStatus: 'canceled' })
    expect((await totals()).map(({ status, runs }) => [status, runs])).toEqual([
      ['canceled', 1],
      ['succeeded', 1],
    ])
  })

  test('an attempt that is followed by another is no end, and the last one tells how long it took', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    store.now += 50_000
    await store.settle(claim, { ...requeued, availableAt: store.now })
    expect(await totals()).toEqual([])
    await store.claim()
    store.now += 2_000
    await store.settle({ ...claim, attempt: 2 })
    expect(await totals()).toMatchObject([{ status: 'succeeded', runs: 1, ms: 2_000 }])
  })

  test('one that is canceled while it waits has no duration', async () => {
    await store.runner('first', { report: {} })
    await store.cancel(await store.accept())
    const retrying = await ended(5_000, { ...requeued, availableAt: Number.MAX_SAFE_INTEGER })
    await store.cancel(retrying.run)
    expect(await totals()).toEqual([
      { task: 'report', status: 'canceled', within_ms: neverStarted, runs: 2, ms: 0 },
    ])
  })

  test('one that takes longer than the last bound is beyond all of them, and a clock that went back is no debt', async () => {
    await store.runner('first', { report: {} })
    await ended((durationBounds.at(-1) ?? 0) + 1)
    await ended(-5_000, failed)
    const [back, long] = await totals()
    expect(long?.within_ms).toBe(Number.MAX_SAFE_INTEGER)
    expect(back).toMatchObject({ status: 'failed', within_ms: durationBounds[0], ms: 0 })
  })

  test('pruning takes nothing away from them', async () => {
    await store.runner('first', { report: {} })
    await ended(700)
    const before = await totals()
    store.now += 100 * 24 * 3_600_000
    for await (const _ of prune(
      store.db,
      { days: 1, runs: 1, logBytes: 1, fileBytes: 1024 ** 3 },
      store.now,
    ));
    expect(await store.db.read.selectFrom('runs').select('id').execute()).toEqual([])
    expect(await totals()).toEqual(before)
  })
})
