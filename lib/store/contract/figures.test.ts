import { describe, expect, test } from 'vitest'
import { readFigures } from '../figures.ts'
import { databases } from './databases.ts'
import { failed, requeued, useStore } from './store-in-test.ts'

describe.each(databases)('the figures for monitoring, on $name', (database) => {
  const store = useStore(database)
  const figures = () => readFigures(store.db, store.now)

  test('of a store without runs there is nothing but its tasks and its runners', async () => {
    await store.runner('first', { report: {}, other: {} })
    expect(await figures()).toMatchObject({
      tasks: ['other', 'report'],
      queues: [],
      running: [],
      totals: [],
      runners: [{ slots: 2, running: 0 }],
    })
  })

  test('a queue has those that could start, those for later, and the time that the first of them has waited', async () => {
    await store.runner('first', { report: {} })
    await store.accept({ availableAt: store.now + 60_000 })
    expect((await figures()).queues).toEqual([{ task: 'report', due: 0, later: 1, oldestMs: 0 }])
    await store.accept()
    store.now += 2_000
    await store.accept({ priority: 10 })
    store.now += 3_000
    expect((await figures()).queues).toEqual([{ task: 'report', due: 2, later: 1, oldestMs: 5_000 }])
  })

  test('a run that waits for its next attempt is for later', async () => {
    await store.runner('first', { report: {} })
    await store.settle(await store.running(), { ...requeued, availableAt: store.now + 1_000 })
    expect((await figures()).queues).toEqual([{ task: 'report', due: 0, later: 1, oldestMs: 0 }])
  })

  test('what runs is counted by task and by runner, and what has ended is in the totals', async () => {
    await store.runner('first', { report: { concurrency: 2 }, other: {} })
    await store.settle(await store.running(), failed)
    for (const task of ['report', 'report', 'other']) await store.running({ task })
    const { running, runners, totals, queues } = await figures()
    expect(running.sort((a, b) => a.runs - b.runs)).toEqual([
      { task: 'other', runs: 1 },
      { task: 'report', runs: 2 },
    ])
    expect(runners).toMatchObject([{ running: 3 }])
    expect(totals).toMatchObject([{ task: 'report', status: 'failed', runs: 1 }])
    expect(queues).toEqual([])
  })

  test('a task that was removed is no longer among the tasks, but its ends are in the totals', async () => {
    await store.runner('first', { report: {}, other: {} })
    await store.settle(await store.running())
    await store.sync('first', { other: {} })
    expect(await figures()).toMatchObject({ tasks: ['other'], totals: [{ task: 'report' }] })
  })
})
