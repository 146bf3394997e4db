import { describe, expect, test } from 'vitest'
import { markEnded, markStopping } from '../runners.ts'
import { syncTasks } from '../tasks.ts'
import { claimRun, hasNextRun, nextDue } from '../transition.ts'
import { databases } from './databases.ts'
import { claimOf, requeued, storedTask, useStore } from './store-in-test.ts'

describe.each(databases)('claiming a run on $name', (database) => {
  const store = useStore(database)
  const hasNext = (runner = 'first') => hasNextRun(store.db, runner, store.now)

  test('a claimed run is running: its first attempt, by this runner, from now', async () => {
    await store.runner('first', { report: {} })
    const id = await store.accept()
    store.now += 5_000
    expect(await store.claim()).toMatchObject({ id, status: 'running', attempt: 1, runner: 'first' })
    expect(await store.run(id)).toMatchObject({
      status: 'running',
      waitingFor: null,
      runner: 'first name',
      startedAt: '2030-01-01T00:00:05.000Z',
      attempts: [{ attempt: 1, runner: 'first name', status: 'running', endedAt: null, droppedBytes: 0 }],
    })
  })

  test('nothing is claimed where nothing waits', async () => {
    await store.runner('first', { report: {} })
    expect(await hasNext()).toBe(false)
    expect(await store.claim()).toBeNull()
  })

  test('the order is priority, then the time it became due, then its id', async () => {
    await store.runner('first', { report: { concurrency: 10 }, other: { concurrency: 10 } })
    const { now } = store
    const late = await store.accept({ availableAt: now - 1 })
    const early = await store.accept({ task: 'other', availableAt: now - 2 })
    const earlyToo = await store.accept({ availableAt: now - 2 })
    const low = await store.accept({ priority: -5, availableAt: now - 100 })
    const high = await store.accept({ priority: 5 })
    const claimed: (string | undefined)[] = []
    for (let i = 0; i < 5; i++) claimed.push((await store.claim())?.id)
    expect(claimed).toEqual([high, early, earlyToo, late, low])
  })

  test('a delayed run waits for its time', async () => {
    await store.runner('first', { report: {} })
    const id = await store.accept({ availableAt: store.now + 1_000, priority: 9 })
    expect(await nextDue(store.db, store.now)).toBe(store.now + 1_000)
    expect(await hasNext()).toBe(false)
    store.now += 999
    expect(await store.claim()).toBeNull()
    store.now += 1
    expect(await hasNext()).toBe(true)
    expect(await store.claim()).toMatchObject({ id })
    expect(await nextDue(store.db, store.now)).toBeNull()
  })

  test('a delayed run of high priority does not hold up the others', async () => {
    await store.runner('first', { report: {} })
    await store.accept({ availableAt: store.now + 1_000, priority: 9 })
    const id = await store.accept()
    expect(await store.claim()).toMatchObject({ id })
  })

  test('of 30 claims at once as many succeed as the task allows, each another run', async () => {
    await store.runner('first', { report: { concurrency: 3 } })
    await store.runner('second', { report: { concurrency: 3 } })
    for (let i = 0; i < 10; i++) await store.accept()
    const runners = Array.from({ length: 30 }, (_, i) => (i % 2 ? 'first' : 'second'))
    const claims = await Promise.all(runners.map((runner) => store.claim(runner)))
    const claimed = claims.filter((claim) => claim !== null)
    expect(claimed).toHaveLength(3)
    expect(new Set(claimed.map(({ id }) => id)).size).toBe(3)
  })

  test('a task at its limit does not hold up another', async () => {
    await store.runner('first', { report: {}, other: {} })
    await store.running()
    await store.accept({ priority: 9 })
    const id = await store.accept({ task: 'other' })
    expect(await store.claim()).toMatchObject({ id })
    expect(await hasNext()).toBe(false)
  })

  test('a run that is being canceled keeps its place until it has ended', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    const next = await store.accept()
    await store.cancel(claim.run)
    expect(await store.claim()).toBeNull()
    await store.settle(claim, { event: 'cancel', attemptStatus: 'canceled' })
    expect(await store.claim()).toMatchObject({ id: next })
  })

  test('a runner takes only what it has loaded', async () => {
    await store.runner('first', { report: {} })
    await store.runner('second', { other: {} })
    const id = await store.accept()
    expect(await hasNext('second')).toBe(false)
    expect(await store.claim('second')).toBeNull()
    expect(await store.claim('nobody')).toBeNull()
    expect(await store.claim('first')).toMatchObject({ id })
  })

  test('asked again with the token of a claim that was granted, it gives that run and no other', async () => {
    await store.runner('first', { report: { concurrency: 2 } })
    const [one] = [await store.accept(), await store.accept()]
    const ask = (token: string, again: boolean) =>
      claimRun(store.db, { runner: 'first', token, now: store.now, again })
    const first = await ask('a', true)
    expect(first?.id).toBe(one)
    expect(await ask('a', true)).toEqual(first)
    const second = await ask('b', true)
    expect(second?.id).not.toBe(one)
    if (second) await store.settle(claimOf(second))
    expect(await ask('b', true)).toBeNull()
  })

  test.each([
    ['stopping', () => markStopping(store.db, 'first', store.now)],
    ['ended', () => markEnded(store.db, 'first', store.now)],
  ])('a runner that is %s takes nothing', async (_, end) => {
    await store.runner('first', { report: {} })
    await store.accept()
    await end()
    expect(await hasNext()).toBe(false)
    expect(await store.claim()).toBeNull()
  })

  test('a task that was removed or broke meanwhile is not started until it is back', async () => {
    await store.runner('first', { report: {} })
    const id = await store.accept()
    const problem = { message: 'It does not load.', cure: null }
    await syncTasks(store.db, 'first', [storedTask('report', { problem })], store.now)
    expect(await store.claim()).toBeNull()
    await store.sync('first', {})
    expect(await store.claim()).toBeNull()
    await store.sync('first', { report: {} })
    expect(await store.claim()).toMatchObject({ id })
  })

  test('a run that was requeued begins its second attempt once it is due, without the progress of the first', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    await store.settle(claim, { ...requeued, availableAt: store.now + 500 })
    expect(await store.claim()).toBeNull()
    store.now += 500
    expect(await store.claim()).toMatchObject({ id: claim.run, attempt: 2, progress_done: null })
    const { attempts } = await store.run(claim.run)
    expect(attempts.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 'failed'],
      [2, 'running'],
    ])
  })
})
