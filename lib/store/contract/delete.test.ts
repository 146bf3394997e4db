import { describe, expect, test } from 'vitest'
import { acceptRun } from '../accept.ts'
import { listAudit } from '../audit.ts'
import { deleteRun } from '../delete-run.ts'
import { keepRunFile, listRunFiles } from '../run-files.ts'
import { databases } from './databases.ts'
import { failed, requeued, useStore } from './store-in-test.ts'

describe.each(databases)('deleting a run on $name', (database) => {
  const store = useStore(database)
  const origin = { by: 'Ada', address: '10.0.0.1' }
  const remove = (run: string) => deleteRun(store.db, { run, origin, now: store.now })
  const count = async (table: 'runs' | 'attempts' | 'log_chunks' | 'files' | 'file_chunks') =>
    (await store.db.read.selectFrom(table).selectAll().execute()).length

  test('it goes with its attempts and its log, and the others stay', async () => {
    await store.runner('first', { report: {} })
    const [one, other] = [await store.running(), await store.accept()]
    await store.log(one, 1, 'text')
    await store.settle(one, failed)
    await remove(one.run)
    expect([await count('runs'), await count('attempts'), await count('log_chunks')]).toEqual([1, 0, 0])
    expect((await store.run(other)).status).toBe('queued')
  })

  test('its files go with it, and those of a run that is active stay', async () => {
    await store.runner('first', { report: { concurrency: 2 } })
    const [ended, active] = [await store.running(), await store.running()]
    async function* bytes() {
      yield new Uint8Array(5 * 1024 ** 2)
    }
    for (const claim of [ended, active])
      await keepRunFile(store.db, claim, { name: 'a', now: store.now }, bytes(), 9 * 1024 ** 2)
    await store.settle(ended)
    await remove(ended.run)
    await expect(remove(active.run)).rejects.toMatchObject({ code: 'run_active' })
    expect(await listRunFiles(store.db, active.run)).toHaveLength(1)
    expect([await count('files'), await count('file_chunks')]).toEqual([1, 5])
  })

  test('the audit says who deleted what', async () => {
    await store.runner('first', { report: {} })
    const run = await store.accept()
    await store.cancel(run)
    await remove(run)
    const { data } = await listAudit(store.db, { limit: 1 })
    expect(data).toMatchObject([{ action: 'delete', task: 'report', run, ...origin }])
  })

  test('one that has not ended stays as it is: queued, running, being canceled, or waiting for its retry', async () => {
    await store.runner('first', { report: { concurrency: 3 } })
    const [running, canceling, retrying] = [
      await store.running(),
      await store.running(),
      await store.running(),
    ]
    await store.cancel(canceling.run)
    await store.settle(retrying, { ...requeued, availableAt: store.now + 1_000 })
    const active = [running.run, canceling.run, retrying.run, await store.accept()]
    await store.log(running, 1, 'text')
    for (const id of active) {
      const before = await store.run(id)
      await expect(remove(id)).rejects.toMatchObject({ code: 'run_active' })
      expect(await store.run(id)).toEqual(before)
    }
    expect(await count('log_chunks')).toBe(1)
  })

  test('one that is not there is not found, the second of two deletions neither', async () => {
    await store.runner('first', { report: {} })
    await expect(remove('run_00000000000000000000')).rejects.toMatchObject({ code: 'not_found' })
    const run = await store.accept()
    await store.cancel(run)
    const both = await Promise.allSettled([remove(run), remove(run)])
    // Which of them is the second one is the store's to say.
    const [refused, ...others] = both.filter(({ status }) => status === 'rejected')
    expect(refused).toMatchObject({ reason: { code: 'not_found' } })
    expect(others).toEqual([])
    const { data } = await listAudit(store.db, { limit: 10 })
    expect(data.filter(({ action }) => action === 'delete')).toHaveLength(1)
  })

  test('a large log goes in several writes', async () => {
    await store.runner('first', { report: {} })
    const large = await store.running()
    for (let seq = 1; seq <= 80; seq++) await store.log(large, seq, 'x'.repeat(65_535))
    await store.settle(large)
    let writes = 0
    const write: typeof store.db.write = (...all) => {
      writes += 1
      return store.db.write(...all)
    }
    await deleteRun({ ...store.db, write }, { run: large.run, origin, now: store.now })
    expect(writes).toBeGreaterThanOrEqual(5)
    expect(await count('log_chunks')).toBe(0)
  })

  test('the request that made it, sent again, makes no other one', async () => {
    await store.runner('first', { report: {} })
    const accept = () => acceptRun(store.db, store.newRun({ idempotency: { key: 'key', hash: 'hash' } }))
    const { run } = await accept()
    await store.cancel(run)
    await remove(run)
    await expect(accept()).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining(run) })
    expect(await count('runs')).toBe(0)
    store.now += 24 * 3_600_000
    expect(await accept()).toMatchObject({ replayed: false })
  })
})
