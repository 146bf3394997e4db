import { describe, expect, test } from 'vitest'
import { cancelsAsked } from '../cancel.ts'
import { databases } from './databases.ts'
import { requeued, useStore } from './store-in-test.ts'

describe.each(databases)('canceling a run on $name', (database) => {
  const store = useStore(database)

  test('a queued run is canceled at once, and never started', async () => {
    await store.runner('first', { report: {} })
    const id = await store.accept()
    store.now += 1_000
    await store.cancel(id, { by: 'Ada' })
    const now = '2030-01-01T00:00:01.000Z'
    expect(await store.run(id)).toMatchObject({ status: 'canceled', cancelRequestedAt: now, finishedAt: now })
    expect(await store.row(id)).toMatchObject({ cancel_by: 'Ada' })
    expect(await store.claim()).toBeNull()
  })

  test('so is one that waits for its retry', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    await store.settle(claim, { ...requeued, availableAt: store.now + 1_000 })
    await store.cancel(claim.run)
    expect(await store.run(claim.run)).toMatchObject({ status: 'canceled', attempt: 1 })
  })

  test('a running run is asked to stop, and killed when the grace of its task is over', async () => {
    await store.runner('first', { report: { killGraceMs: 7_000 } })
    const claim = await store.running()
    await store.cancel(claim.run, { by: 'Ada' })
    expect(await store.run(claim.run)).toMatchObject({
      status: 'running',
      finishedAt: null,
      cancelRequestedAt: '2030-01-01T00:00:00.000Z',
      killAt: '2030-01-01T00:00:07.000Z',
    })
  })

  test('its runner sees what was asked of it, and of no other', async () => {
    await store.runner('first', { report: { concurrency: 2, killGraceMs: 7_000 } })
    const [one, other] = [await store.running(), await store.running()]
    expect(await cancelsAsked(store.db, 'first')).toEqual([])
    await store.cancel(one.run)
    const asked = [{ id: one.run, attempt: 1, kill_at: store.now + 7_000 }]
    expect(await cancelsAsked(store.db, 'first')).toEqual(asked)
    expect(await cancelsAsked(store.db, 'second')).toEqual([])
    await store.settle(one, { event: 'cancel', attemptStatus: 'canceled' })
    expect(await cancelsAsked(store.db, 'first')).toEqual([])
    expect((await store.run(other.run)).status).toBe('running')
  })

  test('asking again changes nothing: the first one who asked counts', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    await store.cancel(claim.run, { by: 'Ada' })
    const asked = await store.row(claim.run)
    store.now += 3_000
    await store.cancel(claim.run, { by: 'Grace' })
    expect(await store.row(claim.run)).toEqual(asked)
  })

  test('force kills it now, and a later plain cancel does not give the grace back', async () => {
    await store.runner('first', { report: { killGraceMs: 60_000 } })
    const { run } = await store.running()
    await store.cancel(run)
    store.now += 2_000
    await store.cancel(run, { force: true })
    expect((await store.run(run)).killAt).toBe('2030-01-01T00:00:02.000Z')
    store.now += 2_000
    await store.cancel(run)
    expect((await store.run(run)).killAt).toBe('2030-01-01T00:00:02.000Z')
  })

  test('of a cancel and an end at the same time the first one counts, and the other is told', async () => {
    await store.runner('first', { report: { concurrency: 2 } })
    const [one, other] = [await store.running(), await store.running()]
    const endFirst = await Promise.allSettled([store.settle(one), store.cancel(one.run)])
    expect(endFirst).toMatchObject([{ value: true }, { reason: { code: 'run_final' } }])
    const cancelFirst = await Promise.allSettled([store.cancel(other.run), store.settle(other)])
    expect(cancelFirst).toMatchObject([{ status: 'fulfilled' }, { value: false }])
  })

  test.each(['succeeded', 'canceled'] as const)('a run that is %s already stays as it is', async (status) => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    if (status === 'canceled') await store.cancel(claim.run)
    await store.settle(claim, { event: status === 'canceled' ? 'cancel' : 'succeed', attemptStatus: status })
    const before = await store.run(claim.run)
    await expect(store.cancel(claim.run, { force: true })).rejects.toMatchObject({
      code: 'run_final',
      message: `This run has ended already: ${status}.`,
    })
    expect(await store.run(claim.run)).toEqual(before)
  })

  test('a run that does not exist is not found', async () => {
    await expect(store.cancel('run_00000000000000000000')).rejects.toMatchObject({ code: 'not_found' })
    await expect(store.run('run_00000000000000000000')).rejects.toMatchObject({ code: 'not_found' })
  })
})
