import { describe, expect, test } from 'vitest'
import { firstIdAt } from '../../id.ts'
import { listRuns } from '../runs.ts'
import { databases } from './databases.ts'
import { failed, useStore } from './store-in-test.ts'

describe.each(databases)('searching the runs on $name', (database) => {
  const store = useStore(database)
  const find = async (q: string) =>
    (await listRuns(store.db, { q, limit: 100 }, store.now)).data.map(({ id }) => id)

  test('it finds text in id, task, input and error, whatever its case', async () => {
    await store.runner('first', { report: {}, 'word-count': {} })
    const claim = await store.running({ input: '{"month":"December"}' })
    await store.settle(claim, { ...failed, error: { code: 'task_error', message: 'No Such File' } })
    const other = await store.accept({ task: 'word-count' })
    for (const q of ['december', 'DECEMBER', 'such file', claim.run, claim.run.toUpperCase()]) {
      expect(await find(q)).toEqual([claim.run])
    }
    expect(await find('Word-')).toEqual([other])
    expect(await find('nowhere')).toEqual([])
  })

  test('it finds text that is written just so in any language', async () => {
    await store.runner('first', { report: {} })
    const id = await store.accept({ input: '{"name":"Ärger in 東京 🎉"}' })
    for (const q of ['Ärger', 'Ärger IN 東京', '🎉']) expect(await find(q)).toEqual([id])
  })

  test.each(['%', '_', '\\', "'", 'a%b', 'a_b', 'a\\'])('%s stands for itself', async (q) => {
    await store.runner('first', { report: {} })
    await store.accept({ input: '{"x":"axb"}' })
    const id = await store.accept({ input: JSON.stringify({ x: `needle ${q}` }) })
    expect(await find(`needle ${q}`)).toEqual([id])
    expect(await find(`needle${q}`)).toEqual([])
    expect(await find('needle _')).toEqual(q === '_' ? [id] : [])
  })

  test('it goes together with the filters', async () => {
    await store.runner('first', { report: {}, other: {} })
    const id = await store.accept({ input: '{"x":"needle"}' })
    await store.accept({ task: 'other', input: '{"x":"needle"}' })
    const { data } = await listRuns(store.db, { q: 'needle', task: 'report', limit: 1 }, store.now)
    expect(data.map((run) => run.id)).toEqual([id])
  })

  test('a call looks through 20,000 runs, and hands a cursor to go on from there', async () => {
    await store.runner('first', { report: { maxQueued: 100_000 } })
    const last = await store.accept({ input: '{"x":"needle"}' })
    const horizon = await store.accept({ input: '{"x":"needle"}' })
    await fill(20_000)
    const query = { q: 'needle', limit: 10 }
    const first = await listRuns(store.db, query, store.now)
    expect([first.data.map(({ id }) => id), first.nextCursor]).toEqual([[horizon], horizon])
    const second = await listRuns(store.db, { ...query, cursor: horizon }, store.now)
    expect([second.data.map(({ id }) => id), second.nextCursor]).toEqual([[last], null])
  })

  /** That many more runs, without the time it would take to accept them one by one. */
  async function fill(count: number) {
    const row = await store.row(await store.accept({ input: '{"x":"hay"}' }))
    await store.db.write((tx) => tx.deleteFrom('runs').where('id', '=', row.id).execute())
    const rows = Array.from({ length: count }, (_, i) => ({
      ...row,
      id: `${firstIdAt(store.now + 1)}${String(i).padStart(11, '0')}`,
    }))
    await store.db.write(async (tx) => {
      for (let i = 0; i < count; i += 1000) {
        await tx
          .insertInto('runs')
          .values(rows.slice(i, i + 1000))
          .execute()
      }
    })
  }
})
