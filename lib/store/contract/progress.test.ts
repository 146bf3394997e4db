import { describe, expect, test } from 'vitest'
import { reportProgress } from '../progress.ts'
import { databases } from './databases.ts'
import { useStore } from './store-in-test.ts'

describe.each(databases)('progress on $name', (database) => {
  const store = useStore(database)

  test('the run shows the newest', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    expect((await store.run(claim.run)).progress).toBeNull()
    await reportProgress(store.db, claim, { done: 0, total: null, note: null })
    expect((await store.run(claim.run)).progress).toEqual({ done: 0, total: null, note: null })
    await reportProgress(store.db, claim, { done: 0.25, total: 3, note: '半分 ½' })
    expect((await store.run(claim.run)).progress).toEqual({ done: 0.25, total: 3, note: '半分 ½' })
  })

  test('it stays as it was when the run ends, and is refused from then on', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    await reportProgress(store.db, claim, { done: 1, total: 2, note: null })
    await store.settle(claim)
    await reportProgress(store.db, claim, { done: 2, total: 2, note: 'late' })
    expect((await store.run(claim.run)).progress).toEqual({ done: 1, total: 2, note: null })
  })

  test('another runner reports nothing', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    await reportProgress(store.db, { ...claim, runner: 'second' }, { done: 1, total: 2, note: null })
    expect((await store.run(claim.run)).progress).toBeNull()
  })

  test('one that is being canceled still reports', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    await store.cancel(claim.run)
    await reportProgress(store.db, claim, { done: 1, total: 2, note: 'cleaning up' })
    expect((await store.run(claim.run)).progress).toMatchObject({ note: 'cleaning up' })
  })
})
