import { describe, expect, test } from 'vitest'
import type { WaitingFor } from '../../run.ts'
import {
  beat,
  buryRunners,
  leaseMs,
  listRunners,
  liveRunners,
  markEnded,
  markStopping,
  openRunners,
} from '../runners.ts'
import { databases } from './databases.ts'
import { requeued, useStore } from './store-in-test.ts'

describe.each(databases)('the runners on $name', (database) => {
  const store = useStore(database)
  const alive = async () => (await liveRunners(store.db, store.now)).map(({ id }) => id)

  test('a runner shows what it is and how much it does', async () => {
    await store.runner('first', { report: {} })
    await store.running()
    await store.accept()
    const now = '2030-01-01T00:00:00.000Z'
    expect(await listRunners(store.db, store.now)).toEqual([
      {
        id: 'first',
        name: 'first name',
        host: 'host',
        version: '1',
        slots: 2,
        running: 1,
        startedAt: now,
        heartbeatAt: now,
        stopping: false,
      },
    ])
    await markStopping(store.db, 'first', store.now)
    expect(await listRunners(store.db, store.now)).toMatchObject([{ stopping: true }])
  })

  test('without a heartbeat it counts as dead after the lease, and is alive again with the next one', async () => {
    await store.runner('first', {})
    store.now += leaseMs - 1
    expect(await alive()).toEqual(['first'])
    store.now += 1
    expect(await alive()).toEqual([])
    expect((await openRunners(store.db)).map(({ id }) => id)).toEqual(['first'])
    await beat(store.db, 'first', store.now)
    expect(await alive()).toEqual(['first'])
  })

  test('one whose lease is over is buried: it claims nothing, and its next heartbeat tells it', async () => {
    await store.runner('first', { report: {} })
    await store.accept()
    const bury = () => buryRunners(store.db, { id: 'second', host: 'host', now: store.now })
    store.now += leaseMs - 1
    expect(await bury()).toEqual([])
    expect(await beat(store.db, 'first', store.now - leaseMs + 1)).toBe(true)
    store.now += 1
    expect((await bury()).map(({ id }) => id)).toEqual(['first'])
    expect(await bury()).toEqual([])
    expect(await beat(store.db, 'first', store.now)).toBe(false)
    expect(await store.claim()).toBeNull()
    expect(await alive()).toEqual([])
  })

  test('runners of its own machine bury it some seconds before others may, and nobody buries itself', async () => {
    await store.runner('first', {})
    const bury = (id: string, host: string) => buryRunners(store.db, { id, host, now: store.now })
    store.now += leaseMs
    expect(await bury('first', 'host')).toEqual([])
    expect(await bury('second', 'other host')).toEqual([])
    store.now += 5_000
    expect((await bury('second', 'other host')).map(({ id }) => id)).toEqual(['first'])
  })

  test('one that is registered twice is there once', async () => {
    await store.runner('first', {})
    await store.runner('first', {})
    expect(await alive()).toEqual(['first'])
  })

  test('one that said good-bye is gone', async () => {
    await store.runner('first', {})
    await store.runner('second', {})
    await markEnded(store.db, 'first', store.now)
    expect(await alive()).toEqual(['second'])
    expect((await openRunners(store.db)).map(({ id }) => id)).toEqual(['second'])
  })
})

describe.each(databases)('why a queued run waits, on $name', (database) => {
  const store = useStore(database)
  const reason = async (id: string): Promise<WaitingFor | null> => (await store.run(id)).waitingFor
  const passTime = async (ms: number) => {
    store.now += ms
  }

  test('for its time', async () => {
    await store.runner('first', { report: {} })
    const id = await store.accept({ availableAt: store.now + 1 })
    expect(await reason(id)).toBe('time')
    store.now += 1
    expect(await reason(id)).toBe('slot')
  })

  test('for its retry', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    await store.settle(claim, { ...requeued, availableAt: store.now + 1 })
    expect(await reason(claim.run)).toBe('retry')
    store.now += 1
    expect(await reason(claim.run)).toBe('slot')
  })

  test('for a slot, as long as its task may run once more', async () => {
    await store.runner('first', { report: { concurrency: 2 } })
    await store.running()
    expect(await reason(await store.accept())).toBe('slot')
  })

  test('for the limit of its task, which another task does not reach for it', async () => {
    await store.runner('first', { report: { concurrency: 2 }, other: {} })
    await store.running()
    await store.running()
    expect(await reason(await store.accept())).toBe('task')
    expect(await reason(await store.accept({ task: 'other' }))).toBe('slot')
  })

  test.each([
    ['none is alive', () => passTime(leaseMs)],
    ['the only one has ended', () => markEnded(store.db, 'first', store.now)],
    ['the only one is stopping', () => markStopping(store.db, 'first', store.now)],
    ['none has loaded the task', () => store.sync('first', {})],
  ])('for a runner, when %s', async (_, lose) => {
    await store.runner('first', { report: {} })
    const id = await store.accept()
    expect(await reason(id)).toBe('slot')
    await lose()
    expect(await reason(id)).toBe('runner')
  })

  test('a run that is running or has ended waits for nothing', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    expect(await reason(claim.run)).toBeNull()
    await store.settle(claim)
    expect(await reason(claim.run)).toBeNull()
  })
})
