import { describe, expect, test } from 'vitest'
import { markEnded, openRunners } from '../runners.ts'
import { findTask, listTasks, syncTasks } from '../tasks.ts'
import { databases } from './databases.ts'
import { storedTask, useStore } from './store-in-test.ts'

describe.each(databases)('the tasks on $name', (database) => {
  const store = useStore(database)
  const names = async () => (await listTasks(store.db)).map(({ name }) => name)

  test('a task is known as its runner has read it', async () => {
    await store.runner('first', {})
    const task = storedTask('report', {
      title: '月報',
      description: 'Makes the report.',
      kind: 'function',
      inputSchema: { type: 'object', properties: { month: { type: 'string' } }, required: ['month'] },
      needsInput: true,
      confirm: 'Really?',
      problem: { message: 'It does not load.', cure: null },
      version: 'abc',
      policy: { timeoutMs: 5, whenBusy: 'reject' },
    })
    await syncTasks(store.db, 'first', [task], store.now)
    expect(await findTask(store.db, 'report')).toEqual(task)
    expect(await listTasks(store.db)).toEqual([task])
    expect((await openRunners(store.db))[0]?.loaded_at).toBe(store.now)
  })

  test('a change counts from the next reading', async () => {
    await store.runner('first', { report: {} })
    await store.sync('first', { report: { concurrency: 2 } })
    expect((await findTask(store.db, 'report'))?.policy.concurrency).toBe(2)
    await store.running()
    expect((await store.running()).attempt).toBe(1)
  })

  test('a task that is gone from the folder is gone from the list, and its history is kept', async () => {
    await store.runner('first', { report: {}, other: {} })
    const claim = await store.running()
    await store.settle(claim)
    await store.sync('first', { other: {} })
    expect(await names()).toEqual(['other'])
    expect(await findTask(store.db, 'report')).toBeNull()
    expect(await store.run(claim.run)).toMatchObject({ task: 'report', status: 'succeeded' })
  })

  test('a task that comes back has its history, and its queued runs go on', async () => {
    await store.runner('first', { report: {} })
    const id = await store.accept()
    await store.sync('first', {})
    expect(await store.claim()).toBeNull()
    await store.sync('first', { report: {} })
    expect(await names()).toEqual(['report'])
    expect(await store.claim()).toMatchObject({ id })
  })

  test('a task that another runner still has stays', async () => {
    await store.runner('first', { report: {} })
    await store.runner('second', { report: {}, other: {} })
    await store.sync('first', {})
    expect(await names()).toEqual(['other', 'report'])
    await markEnded(store.db, 'second', store.now)
    await store.sync('first', {})
    expect(await names()).toEqual([])
  })

  test('no task is lost while no runner is there', async () => {
    await store.runner('first', { report: {} })
    await markEnded(store.db, 'first', store.now)
    expect(await names()).toEqual(['report'])
  })
})
