import { describe, expect, test } from 'vitest'
import { acceptRun } from '../accept.ts'
import { databases } from './databases.ts'
import { useStore } from './store-in-test.ts'

const dayMs = 24 * 3_600_000

describe.each(databases)('an idempotency key on $name', (database) => {
  const store = useStore(database)
  const accept = (key: string, hash = 'hash') =>
    acceptRun(store.db, store.newRun({ idempotency: { key, hash } }))

  test('the same request again is answered with the same run', async () => {
    await store.runner('first', { report: {} })
    const { run } = await accept('key')
    expect(await accept('key')).toEqual({ run, replayed: true, joined: false })
    expect(await accept('another key')).toMatchObject({ replayed: false })
  })

  test('100 at once make one run', async () => {
    await store.runner('first', { report: {} })
    const all = await Promise.all(Array.from({ length: 100 }, () => accept('key')))
    expect(new Set(all.map(({ run }) => run)).size).toBe(1)
    expect(all.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect(await store.db.read.selectFrom('runs').select('id').execute()).toHaveLength(1)
  })

  test('another request with the same key is refused', async () => {
    await store.runner('first', { report: {} })
    await accept('key')
    await expect(accept('key', 'other hash')).rejects.toMatchObject({ code: 'idempotency_key_reused' })
  })

  test('a busy task still answers a request that it has accepted before', async () => {
    await store.runner('first', { report: { whenBusy: 'reject' } })
    const { run } = await accept('key')
    expect(await accept('key')).toEqual({ run, replayed: true, joined: false })
  })

  test('it also answers once the run has ended and the task is gone', async () => {
    await store.runner('first', { report: {} })
    const { run } = await accept('key')
    await store.cancel(run)
    await store.sync('first', {})
    expect(await accept('key')).toEqual({ run, replayed: true, joined: false })
  })

  test('a request that was refused may be sent again with its key', async () => {
    await store.runner('first', { report: { whenBusy: 'reject' } })
    const first = await store.accept()
    await expect(accept('key')).rejects.toMatchObject({ code: 'task_busy' })
    await store.cancel(first)
    expect(await accept('key')).toMatchObject({ replayed: false })
  })

  test('it is remembered for 24 hours, and then makes a new run', async () => {
    await store.runner('first', { report: {} })
    const { run } = await accept('key')
    store.now += dayMs - 1
    expect(await accept('key')).toEqual({ run, replayed: true, joined: false })
    store.now += 1
    const next = await accept('key', 'other hash')
    expect(next).toMatchObject({ replayed: false })
    expect(await accept('key', 'other hash')).toEqual({ run: next.run, replayed: true, joined: false })
  })
})
