import { describe, expect, test } from 'vitest'
import { databases } from '../store/contract/databases.ts'
import { requeued, useStore } from '../store/contract/store-in-test.ts'
import type { Database } from '../store/database.ts'
import { readLog } from '../store/log.ts'
import { markEnded, openRunners } from '../store/runners.ts'
import { settlePredecessors } from './recover.ts'

/** Where there may be other runners, nobody is dead before, and nobody has died over settling what another left. */
const longEnough = 20_000
const retryInterrupted = {
  retry: { attempts: 2, delayMs: 4_000, factor: 1, maxDelayMs: 4_000, on: ['interrupted' as const] },
}

describe.each(databases)('what a dead runner left, on $name', (database) => {
  const store = useStore(database)
  const recover = (db: Database = store.db) => {
    store.now += longEnough
    return settlePredecessors(db, { id: 'second', host: 'host' }, { now: () => store.now })
  }
  const lines = async (run: string) => (await readLog(store.db, run, { limit: 10 })).map(({ text }) => text)

  test('is interrupted, says why in its log, and is not started again by itself', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    const waiting = await store.accept()
    await store.log(claim, 1, 'half of the work')
    await recover()
    expect(await store.run(claim.run)).toMatchObject({
      status: 'interrupted',
      error: { code: 'runner_lost' },
      attempts: [{ status: 'interrupted' }],
    })
    expect(await lines(claim.run)).toEqual([
      'half of the work',
      'The server stopped unexpectedly while this was running. It is not started again by itself.',
    ])
    expect((await store.run(waiting)).status).toBe('queued')
    expect(await openRunners(store.db)).toEqual([])
  })

  test('is interrupted even if its runner had said good-bye', async () => {
    await store.runner('first', { report: {} })
    const { run } = await store.running()
    await markEnded(store.db, 'first', store.now)
    await recover()
    expect(await store.run(run)).toMatchObject({ status: 'interrupted', error: { code: 'runner_lost' } })
  })

  test('is tried again where its task says so, until no attempt is left', async () => {
    await store.runner('first', { report: retryInterrupted })
    const { run } = await store.running()
    await recover()
    const again = await store.run(run)
    expect(again).toMatchObject({ status: 'queued', attempts: [{ status: 'interrupted' }] })
    expect(Date.parse(again.availableAt) - store.now).toBeGreaterThanOrEqual(3_000)
    store.now += 4_000
    await store.runner('third', { report: retryInterrupted })
    await store.claim('third')
    await recover()
    expect(await store.run(run)).toMatchObject({ status: 'interrupted', attempt: 2 })
  })

  test('is canceled where somebody had asked for that', async () => {
    await store.runner('first', { report: retryInterrupted })
    const { run } = await store.running()
    await store.cancel(run)
    await recover()
    expect(await store.run(run)).toMatchObject({ status: 'canceled', error: null })
  })

  test('is canceled too where somebody asks while its processes are being ended', async () => {
    await store.runner('first', { report: retryInterrupted })
    const { run } = await store.running()
    let isAsked = false
    const slow: Database = {
      ...store.db,
      async write(operation, options) {
        if (!isAsked) await store.cancel(run)
        isAsked = true
        return store.db.write(operation, options)
      },
    }
    await recover(slow)
    expect(await store.run(run)).toMatchObject({ status: 'canceled', error: null })
  })

  test('is left alone where it is our own, or has its end already', async () => {
    await store.runner('second', { report: { concurrency: 3 } })
    await store.accept()
    const own = await store.claim('second')
    await store.runner('first', { report: { concurrency: 3 } })
    const ended = await store.running()
    await store.settle(ended, requeued)
    await recover()
    expect((await store.run(own?.id ?? '')).status).toBe('running')
    expect((await store.run(ended.run)).status).toBe('queued')
    expect((await openRunners(store.db)).map(({ id }) => id)).toEqual(['second'])
  })
})
