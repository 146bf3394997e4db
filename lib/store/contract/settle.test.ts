import { describe, expect, test } from 'vitest'
import { events, type RunEvent, type Status, statusAfter, statuses } from '../../run.ts'
import { appendLog, readLog } from '../log.ts'
import { reportProgress } from '../progress.ts'
import { syncTasks } from '../tasks.ts'
import type { Claim, Ending } from '../transition.ts'
import { databases } from './databases.ts'
import { failed, requeued, storedTask, useStore } from './store-in-test.ts'

const endings = {
  succeed: { event: 'succeed', attemptStatus: 'succeeded' },
  fail: { event: 'fail', attemptStatus: 'failed' },
  timeOut: { event: 'timeOut', attemptStatus: 'timed_out' },
  cancel: { event: 'cancel', attemptStatus: 'canceled' },
  interrupt: { event: 'interrupt', attemptStatus: 'interrupted' },
  requeue: { event: 'requeue', attemptStatus: 'failed' },
} satisfies Record<Exclude<RunEvent, 'start'>, Partial<Ending>>

const eventTo = {
  succeeded: 'succeed',
  failed: 'fail',
  timed_out: 'timeOut',
  canceled: 'cancel',
  interrupted: 'interrupt',
} as const

describe.each(databases)('the statements of $name obey the map of a run', (database) => {
  const store = useStore(database)

  /** Brings a run into `status`, and returns the claim by which its attempt may write. */
  async function runIn(status: Status): Promise<Claim> {
    if (status === 'queued') return { run: await store.accept(), attempt: 0, runner: 'first' }
    const claim = await store.running()
    if (status !== 'running') await store.settle(claim, endings[eventTo[status]])
    return claim
  }

  function tryEvent(claim: Claim, event: RunEvent): Promise<unknown> {
    if (event === 'start') return store.claim()
    if (event === 'cancel' && claim.attempt === 0) return store.cancel(claim.run)
    return store.settle(claim, endings[event])
  }

  describe.each(statuses)('a %s run', (status) => {
    test.each(events)('on %s', async (event) => {
      await store.runner('first', { report: {} })
      const claim = await runIn(status)
      const before = await store.run(claim.run)
      await tryEvent(claim, event)
      const after = await store.run(claim.run)
      expect(after.status).toBe(statusAfter(status, event) ?? status)
      if (statusAfter(status, event) === null) expect(after).toEqual(before)
    })
  })
})

describe.each(databases)('ending an attempt on $name', (database) => {
  const store = useStore(database)

  test('a success keeps its output, its exit code and its time, in run and attempt', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    store.now += 1_500
    expect(await store.settle(claim)).toBe(true)
    const finishedAt = '2030-01-01T00:00:01.500Z'
    expect(await store.run(claim.run)).toMatchObject({
      status: 'succeeded',
      output: { ok: true },
      error: null,
      finishedAt,
      attempts: [{ status: 'succeeded', exitCode: 0, signal: null, error: null, endedAt: finishedAt }],
    })
  })

  test('a failure keeps its error, its signal and its memory, in run and attempt', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    const error = { code: 'killed', message: 'It was killed by SIGKILL.' }
    await store.settle(claim, { ...failed, error, exitCode: null, signal: 'SIGKILL', peakMemory: 2 ** 33 })
    const facts = { exitCode: null, signal: 'SIGKILL', peakMemoryBytes: 2 ** 33 }
    const attempts = [{ status: 'failed', error, ...facts }]
    expect(await store.run(claim.run)).toMatchObject({ status: 'failed', output: null, error, attempts })
  })

  test.each([
    ['an earlier attempt', (claim: Claim) => ({ ...claim, attempt: claim.attempt - 1 })],
    ['a later attempt', (claim: Claim) => ({ ...claim, attempt: claim.attempt + 1 })],
    ['another runner', (claim: Claim) => ({ ...claim, runner: 'second' })],
    ['an unknown run', (claim: Claim) => ({ ...claim, run: `${claim.run.slice(0, -1)}z` })],
  ])('%s ends nothing', async (_, wrong) => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    const before = await store.run(claim.run)
    expect(await store.settle(wrong(claim))).toBe(false)
    expect(await store.run(claim.run)).toEqual(before)
  })

  test('of two ends at once the first one counts', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    const [first, second] = await Promise.all([store.settle(claim), store.settle(claim, failed)])
    expect([first, second]).toEqual([true, false])
    expect((await store.run(claim.run)).status).toBe('succeeded')
  })

  test.each(events.filter((event) => event !== 'start' && event !== 'cancel'))(
    'once a cancel was asked, %s is refused and only cancel ends it, with the output that came anyway',
    async (event) => {
      await store.runner('first', { report: {} })
      const claim = await store.running()
      await store.cancel(claim.run)
      expect(await store.settle(claim, endings[event as keyof typeof endings])).toBe(false)
      expect((await store.run(claim.run)).status).toBe('running')
      expect(await store.settle(claim, { ...endings.cancel, output: '1' })).toBe(true)
      expect(await store.run(claim.run)).toMatchObject({ status: 'canceled', output: 1 })
    },
  )
})

describe.each(databases)('an attempt whose run goes on without it, on $name', (database) => {
  const store = useStore(database)

  test('its progress, log and end change nothing', async () => {
    await store.runner('first', { report: {} })
    const old = await store.running()
    await store.settle(old, requeued)
    const writes = async () => {
      await reportProgress(store.db, old, { done: 9, total: 10, note: 'late' })
      const gap = { bytes: 100, afterSeq: 0, beforeSeq: 5 }
      const log = await appendLog(store.db, old, [{ firstSeq: 1, lines: [[0, 'o', 'late']], bytes: 5 }], gap)
      return [log, await store.settle(old), await store.settle(old, endings.cancel)]
    }
    const waiting = await store.run(old.run)
    expect(await writes()).toEqual([false, false, false])
    expect(await store.run(old.run)).toEqual(waiting)
    await store.claim()
    const again = await store.run(old.run)
    expect(await writes()).toEqual([false, false, false])
    expect(await store.run(old.run)).toEqual(again)
    expect(await readLog(store.db, old.run, { limit: 10 })).toEqual([])
  })

  test('the second attempt ends the run, and the first one keeps its own end', async () => {
    await store.runner('first', { report: {} })
    const { run } = await store.running()
    await store.settle({ run, attempt: 1, runner: 'first' }, requeued)
    expect(await store.run(run)).toMatchObject({ status: 'queued', finishedAt: null, attempt: 1 })
    await syncTasks(store.db, 'first', [storedTask('report', { version: '2' })], store.now)
    await store.claim()
    await store.settle({ run, attempt: 2, runner: 'first' })
    const ended = await store.run(run)
    expect(ended).toMatchObject({ status: 'succeeded', error: null, attempt: 2 })
    expect(ended.attempts.map(({ status }) => status)).toEqual(['failed', 'succeeded'])
  })
})
