import { describe, expect, test } from 'vitest'
import { isRunId } from '../../id.ts'
import { acceptRun, type NewRun } from '../accept.ts'
import { syncTasks } from '../tasks.ts'
import { databases } from './databases.ts'
import { failed, requeued, storedTask, useStore } from './store-in-test.ts'

describe.each(databases)('accepting a run on $name', (database) => {
  const store = useStore(database)

  test('an accepted run is queued, with all that its request said', async () => {
    await store.runner('first', {
      report: { retry: { attempts: 3, delayMs: 1, factor: 1, maxDelayMs: 1, on: [] } },
    })
    const earlier = await store.accept()
    const availableAt = store.now + 60_000
    const said = {
      input: '{"month":"2029-12"}',
      origin: { by: 'Ada', address: null },
      priority: 7,
      rerunOf: earlier,
      availableAt,
    }
    const id = await store.accept({ ...said, trigger: 'rerun' })
    expect(isRunId(id)).toBe(true)
    expect(await store.run(id)).toMatchObject({
      id,
      task: 'report',
      status: 'queued',
      input: { month: '2029-12' },
      output: null,
      error: null,
      trigger: 'rerun',
      by: 'Ada',
      priority: 7,
      attempt: 0,
      maxAttempts: 3,
      rerunOf: earlier,
      createdAt: '2030-01-01T00:00:00.000Z',
      availableAt: '2030-01-01T00:01:00.000Z',
      startedAt: null,
      finishedAt: null,
      attempts: [],
    })
  })

  test('a run of a task that nobody knows is refused', async () => {
    await expect(store.accept({ task: 'nothing' })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a run of a task that was removed is refused', async () => {
    await store.runner('first', { report: {} })
    await store.sync('first', {})
    await expect(store.accept()).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a run of a task that does not load is refused, saying why', async () => {
    await store.runner('first', {})
    const problem = { message: 'It may not be executed.', cure: 'chmod +x report.sh' }
    await syncTasks(store.db, 'first', [storedTask('report', { problem })], store.now)
    await expect(store.accept()).rejects.toMatchObject({
      code: 'task_broken',
      message: 'The task "report" cannot run: It may not be executed.',
    })
  })

  test('a refused run leaves no row and no key', async () => {
    await store.runner('first', { report: { whenBusy: 'reject' } })
    await store.accept()
    const idempotency = { key: 'second', hash: 'h' }
    await expect(store.accept({ idempotency })).rejects.toMatchObject({ code: 'task_busy' })
    const runs = await store.db.read.selectFrom('runs').select('id').execute()
    const keys = await store.db.read.selectFrom('idempotency_keys').select('key').execute()
    expect([runs.length, keys.length]).toEqual([1, 0])
  })
})

describe.each(databases)('a busy task that rejects, on $name', (database) => {
  const store = useStore(database)

  test('of 100 requests at once one is accepted, and the others name it', async () => {
    await store.runner('first', { report: { whenBusy: 'reject' } })
    const all = await Promise.allSettled(Array.from({ length: 100 }, () => store.accept()))
    const accepted = all.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    const refused = all.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
    expect(accepted).toHaveLength(1)
    expect(refused).toHaveLength(99)
    for (const reason of refused)
      expect(reason).toMatchObject({ code: 'task_busy', extra: { run: accepted[0] } })
  })

  test('the running one is named before one that waits, though that one is older', async () => {
    await store.runner('first', { report: { whenBusy: 'reject', concurrency: 2 } })
    await store.accept({ availableAt: store.now + 1000 })
    const { run } = await store.running()
    await expect(store.accept()).rejects.toMatchObject({ code: 'task_busy', extra: { run } })
  })

  test('it takes as many as may run at once', async () => {
    await store.runner('first', { report: { whenBusy: 'reject', concurrency: 3 } })
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => store.accept()))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  })

  test.each([
    ['delayed', async () => void (await store.accept({ availableAt: store.now + 3_600_000 }))],
    ['retrying', async () => void (await store.settle(await store.running(), requeued))],
    ['being canceled', async () => store.cancel((await store.running()).run)],
  ])('a run that is %s counts as active', async (_, begin) => {
    await store.runner('first', { report: { whenBusy: 'reject' } })
    await begin()
    await expect(store.accept()).rejects.toMatchObject({ code: 'task_busy' })
  })

  test('it takes the next one as soon as the active one has ended', async () => {
    await store.runner('first', { report: { whenBusy: 'reject' } })
    await store.settle(await store.running(), failed)
    expect(await store.accept()).toMatch(/^run_/)
  })

  test('another task does not make it busy', async () => {
    await store.runner('first', { report: { whenBusy: 'reject' }, other: { whenBusy: 'reject' } })
    await store.accept({ task: 'other' })
    expect(await store.accept()).toMatch(/^run_/)
  })
})

describe.each(databases)('a task whose queue is full, on $name', (database) => {
  const store = useStore(database)

  test('of 100 requests at once exactly maxQueued are accepted', async () => {
    await store.runner('first', { report: { maxQueued: 20 } })
    const all = await Promise.allSettled(Array.from({ length: 100 }, () => store.accept()))
    const refused = all.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []))
    expect(refused).toEqual(Array(80).fill('queue_full'))
  })

  test('running ones do not count', async () => {
    await store.runner('first', { report: { maxQueued: 1 } })
    await store.running()
    await store.accept()
    await expect(store.accept()).rejects.toMatchObject({ code: 'queue_full' })
  })

  test('the limit holds when more run than may run now', async () => {
    await store.runner('first', { report: { concurrency: 5 } })
    for (let i = 0; i < 5; i++) await store.running()
    await store.sync('first', { report: { concurrency: 1, maxQueued: 3 } })
    for (let i = 0; i < 3; i++) await store.accept()
    await expect(store.accept()).rejects.toMatchObject({ code: 'queue_full' })
  })

  test('a place is free again once a queued run is canceled', async () => {
    await store.runner('first', { report: { maxQueued: 1 } })
    await store.cancel(await store.accept())
    await expect(acceptRun(store.db, store.newRun())).resolves.toMatchObject({ replayed: false })
  })
})

describe.each(databases)('a task that joins equal runs, on $name', (database) => {
  const store = useStore(database)
  const request = (run: Partial<NewRun> = {}) => acceptRun(store.db, store.newRun(run))

  test('of 100 equal requests at once all get the same run', async () => {
    await store.runner('first', { report: { whenBusy: 'join' } })
    const all = await Promise.all(Array.from({ length: 100 }, () => request()))
    expect(new Set(all.map(({ run }) => run)).size).toBe(1)
    expect(all.filter(({ joined }) => !joined)).toHaveLength(1)
  })

  test('a running one is joined, and one with another input queues', async () => {
    await store.runner('first', { report: { whenBusy: 'join' } })
    const { run } = await store.running({ input: '{"month":1}' })
    expect(await request({ input: '{"month":1}' })).toMatchObject({ run, joined: true })
    expect(await request({ input: '{"month":2}' })).toMatchObject({ joined: false })
    expect(await request({ input: '{"month":2}' })).toMatchObject({ joined: true })
  })

  test('one that is being canceled, or has ended, is not joined', async () => {
    await store.runner('first', { report: { whenBusy: 'join' } })
    const claim = await store.running()
    await store.cancel(claim.run)
    const next = await request()
    expect(next).toMatchObject({ joined: false })
    await store.settle(claim, { event: 'cancel', attemptStatus: 'canceled' })
    expect(await request()).toMatchObject({ run: next.run, joined: true })
  })

  test('nothing is joined while there is room, nor where an input is secret', async () => {
    await store.runner('first', { report: { whenBusy: 'join', concurrency: 2 } })
    expect(await request()).toMatchObject({ joined: false })
    expect(await request()).toMatchObject({ joined: false })
    expect(await request({ secrets: ['password'] })).toMatchObject({ joined: false })
    expect(await request()).toMatchObject({ joined: true })
  })

  test('a key stands for the run that was joined', async () => {
    await store.runner('first', { report: { whenBusy: 'join' } })
    const { run } = await request()
    const idempotency = { key: 'mine', hash: 'h' }
    expect(await request({ idempotency })).toMatchObject({ run, joined: true })
    await store.cancel(run)
    expect(await request({ idempotency })).toMatchObject({ run, replayed: true })
  })
})

describe.each(databases)('a task whose runs replace each other, on $name', (database) => {
  const store = useStore(database)

  test('a queued one is canceled at once, a running one is asked to stop, and the new one waits for that', async () => {
    await store.runner('first', { report: { whenBusy: 'replace' } })
    const old = await store.running()
    const waiting = await store.accept({ origin: { by: 'Ada', address: null } })
    expect(await store.run(old.run)).toMatchObject({
      status: 'running',
      cancelRequestedAt: expect.anything(),
    })
    const newest = await store.accept({ origin: { by: 'Bob', address: null } })
    expect(await store.run(waiting)).toMatchObject({ status: 'canceled' })
    expect((await store.row(waiting)).cancel_by).toBe('Bob')
    expect(await store.claim()).toBeNull()
    expect((await store.run(newest)).waitingFor).toBe('task')
    await store.settle(old, { event: 'cancel', attemptStatus: 'canceled' })
    expect((await store.claim())?.id).toBe(newest)
  })

  test('nothing is replaced while there is room; then all are, and the new one starts when all are gone', async () => {
    await store.runner('first', { report: { whenBusy: 'replace', concurrency: 2 } })
    const olds = [await store.running(), await store.running()]
    const newest = await store.accept()
    for (const old of olds) {
      expect((await store.run(old.run)).cancelRequestedAt).not.toBeNull()
      expect(await store.claim()).toBeNull()
      expect((await store.run(newest)).waitingFor).toBe('task')
      await store.settle(old, { event: 'cancel', attemptStatus: 'canceled' })
    }
    expect((await store.claim())?.id).toBe(newest)
  })

  test('of 100 requests at once the last one stays', async () => {
    await store.runner('first', { report: { whenBusy: 'replace' } })
    const all = await Promise.all(Array.from({ length: 100 }, () => store.accept()))
    const states = await Promise.all(all.map(async (id) => (await store.run(id)).status))
    expect(states).toEqual([...Array(99).fill('canceled'), 'queued'])
  })
})
