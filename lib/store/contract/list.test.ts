import { describe, expect, test } from 'vitest'
import { statuses, triggers } from '../../run.ts'
import { listRuns, type RunQuery } from '../runs.ts'
import { databases } from './databases.ts'
import { failed, start, useStore } from './store-in-test.ts'

describe.each(databases)('the list of runs on $name', (database) => {
  const store = useStore(database)
  const list = (query: Partial<RunQuery> = {}) => listRuns(store.db, { limit: 100, ...query }, store.now)
  const ids = async (query: Partial<RunQuery> = {}) => (await list(query)).data.map(({ id }) => id)

  /** All pages one after the other. */
  async function pages(query: Partial<RunQuery>): Promise<string[][]> {
    const seen: string[][] = []
    for (let { cursor } = query; ; ) {
      const { data, nextCursor } = await list({ ...query, cursor })
      seen.push(data.map(({ id }) => id))
      if (nextCursor === null || seen.length === 20) return seen
      cursor = nextCursor
    }
  }

  test('the newest comes first, and without more there is no cursor', async () => {
    await store.runner('first', { report: {} })
    const made = [await store.accept(), await store.accept(), await store.accept()]
    expect(await list()).toMatchObject({ data: made.toReversed().map((id) => ({ id })), nextCursor: null })
  })

  test.each([1, 2, 3, 7, 10, 11])(
    'pages of %i show every run once, though new ones come in between',
    async (limit) => {
      await store.runner('first', { report: {} })
      const made: string[] = []
      for (let i = 0; i < 10; i++) made.unshift(await store.accept())
      const first = await list({ limit })
      await store.accept()
      const rest = first.nextCursor ? await pages({ limit, cursor: first.nextCursor }) : []
      expect([...first.data.map(({ id }) => id), ...rest.flat()]).toEqual(made)
      expect(rest.every((page) => page.length > 0)).toBe(true)
    },
  )

  test('a page that is just full has no cursor', async () => {
    await store.runner('first', { report: {} })
    for (let i = 0; i < 3; i++) await store.accept()
    expect((await list({ limit: 3 })).nextCursor).toBeNull()
  })

  test('it can be narrowed to a task, to statuses and to what made the run', async () => {
    await store.runner('first', { report: {}, other: {} })
    const claim = await store.running({ trigger: 'schedule' })
    await store.settle(claim, failed)
    const running = (await store.running({ task: 'other' })).run
    const queued = await store.accept({ trigger: 'page' })
    expect(await ids({ task: 'other' })).toEqual([running])
    expect(await ids({ status: ['failed'] })).toEqual([claim.run])
    expect(await ids({ status: ['queued', 'running'] })).toEqual([queued, running])
    expect(await ids({ status: [...statuses] })).toEqual([queued, running, claim.run])
    expect(await ids({ status: [] })).toHaveLength(3)
    expect(await ids({ trigger: 'schedule' })).toEqual([claim.run])
    expect(await ids({ task: 'report', status: ['queued'], trigger: 'page' })).toEqual([queued])
    expect(await ids({ task: 'other', status: ['queued'] })).toEqual([])
    expect(await pages({ task: 'report', status: ['queued', 'failed'], limit: 1 })).toEqual([
      [queued],
      [claim.run],
    ])
  })

  test('each filter, alone and with the others, finds just the runs that it names, newest first', async () => {
    await store.runner('first', { report: { concurrency: 99 }, other: { concurrency: 99 } })
    for (const trigger of triggers) {
      for (const task of ['report', 'other', 'report']) {
        const claim = await store.running({ task, trigger })
        if (task === 'other') await store.settle(claim, failed)
      }
      await store.cancel(await store.accept({ trigger }))
    }
    for (const trigger of triggers) await store.accept({ trigger })
    const { data: all } = await list()
    expect(all).toHaveLength(20)
    const choices: RunQuery['status'][] = [
      undefined,
      ['failed'],
      ['queued', 'failed', 'canceled'],
      ['timed_out'],
    ]
    for (const task of [undefined, 'report', 'other']) {
      for (const trigger of [undefined, ...triggers]) {
        for (const status of choices) {
          const named = all.filter(
            (run) =>
              (!task || run.task === task) &&
              (!trigger || run.trigger === trigger) &&
              (!status || status.includes(run.status)),
          )
          const pagesOfTwo = await pages({ task, trigger, status, limit: 2 })
          expect(pagesOfTwo.flat()).toEqual(named.map(({ id }) => id))
        }
      }
    }
  })

  test('it can be narrowed to a span of time: from inclusive, to exclusive', async () => {
    await store.runner('first', { report: {} })
    const made: string[] = []
    for (let i = 0; i < 3; i++, store.now += 1_000) made.push(await store.accept())
    expect(await ids({ from: start + 1_000 })).toEqual([made[2], made[1]])
    expect(await ids({ to: start + 1_000 })).toEqual([made[0]])
    expect(await ids({ from: start + 1_000, to: start + 2_000 })).toEqual([made[1]])
    expect(await ids({ from: Date.UTC(1950, 0, 1), to: Date.UTC(9999, 0, 1) })).toHaveLength(3)
    expect(await ids({ from: Date.UTC(9999, 0, 1) })).toEqual([])
  })
})
