import { beforeEach, describe, expect, test } from 'vitest'
import { parseConfig } from './config.ts'
import { AppError } from './errors.ts'
import { cancelMany, rerunMany } from './many-runs.ts'
import type { Selection } from './selection.ts'
import { acceptRun } from './store/accept.ts'
import { listAudit } from './store/audit.ts'
import { databases } from './store/contract/databases.ts'
import { storedTask, useStore } from './store/contract/store-in-test.ts'
import type { Database } from './store/database.ts'
import { listRuns } from './store/runs.ts'
import { syncTasks } from './store/tasks.ts'
import { TaskCatalog } from './task-catalog.ts'

const origin = { by: 'Ada', address: '10.0.0.1' }
const nowhere = 'run_00000000000000000000'

describe.each(databases)('many runs on $name', (database) => {
  const store = useStore(database)
  let stopping: AbortController
  beforeEach(() => {
    stopping = new AbortController()
  })

  const clock = { now: () => store.now }
  const parts = (db: Database = store.db) => ({ db, clock, origin, stopping: stopping.signal })
  const cancel = (selection: Selection, force = false, db?: Database) =>
    cancelMany(parts(db), { ...selection, force })
  const rerun = (selection: Selection, key?: string) =>
    rerunMany({ ...parts(), tasks: new TaskCatalog(store.db, parseConfig({}), clock) }, selection, key)
  const nothingMore = { more: false, nextCursor: null }

  async function accepted(count: number, task = 'report'): Promise<string[]> {
    const runs = Array.from({ length: count }, () => acceptRun(store.db, store.newRun({ task })))
    return (await Promise.all(runs)).map(({ run }) => run)
  }

  async function canceled(count: number): Promise<string[]> {
    const ids = await accepted(count)
    await cancel({ ids })
    return ids
  }

  const statusOf = async (id: string) => (await store.run(id)).status

  describe('asked to stop', () => {
    test('by their ids: those that have ended or are not there are skipped, and each says why', async () => {
      await store.runner('first', { report: { killGraceMs: 7_000 } })
      const ended = await store.running()
      await store.settle(ended)
      const running = await store.running()
      const queued = await store.accept()
      const ids = [ended.run, queued, nowhere, running.run, queued]
      expect(await cancel({ ids })).toEqual({
        accepted: [queued, running.run],
        skipped: [
          { id: ended.run, code: 'run_final', detail: 'This run has ended already: succeeded.' },
          { id: nowhere, code: 'not_found', detail: `There is no run "${nowhere}".` },
        ],
        ...nothingMore,
      })
      expect(await statusOf(queued)).toBe('canceled')
      const asked = { cancelBy: 'Ada', killAt: '2030-01-01T00:00:07.000Z' }
      expect(await store.run(running.run)).toMatchObject(asked)
      await cancel({ ids: [running.run] }, true)
      expect((await store.run(running.run)).killAt).toBe('2030-01-01T00:00:00.000Z')
    })

    test('each has its entry in the audit', async () => {
      await store.runner('first', { report: {} })
      const ids = await canceled(3)
      const { data } = await listAudit(store.db, { limit: 3 })
      expect(new Set(data.map(({ run }) => run))).toEqual(new Set(ids))
      expect(data[0]).toMatchObject({ action: 'cancel', task: 'report', ...origin })
    })

    test('by a filter: the active ones that fit, the newest first', async () => {
      await store.runner('first', { report: {}, other: {} })
      const other = await store.accept({ task: 'other' })
      const [one, two] = await accepted(2)
      await cancel({ ids: [await store.accept()] })
      const answer = await cancel({ filter: { task: 'report' } })
      expect(answer).toEqual({ accepted: [two, one], skipped: [], ...nothingMore })
      expect(await statusOf(other)).toBe('queued')
      expect((await cancel({ filter: { status: ['failed', 'canceled'] } })).accepted).toEqual([])
      expect((await cancel({ filter: { status: ['queued', 'failed'] } })).accepted).toEqual([other])
    })

    test('however many they are, by calls of a thousand', async () => {
      await store.runner('first', { report: { maxQueued: 10_000 } })
      const ids = await accepted(2_050)
      const counts = []
      for (let more = true; more; ) {
        const answer = await cancel({ filter: {} })
        counts.push(answer.accepted.length)
        more = answer.more
      }
      expect(counts).toEqual([1000, 1000, 50])
      expect(new Set(await Promise.all(ids.map(statusOf)))).toEqual(new Set(['canceled']))
    })

    test('in portions: whoever writes meanwhile waits for one of them', async () => {
      await store.runner('first', { report: {} })
      const ids = await accepted(200)
      const all = cancel({ ids })
      await new Promise(setImmediate)
      const run = await store.accept()
      const { data } = await listRuns(store.db, { status: ['canceled'], limit: 200 }, store.now)
      expect(data.length).toBeLessThan(100)
      expect((await all).accepted).toEqual(ids)
      expect(await statusOf(run)).toBe('queued')
    })

    test('when the store goes away on the way, the answer says which were asked and which were not', async () => {
      await store.runner('first', { report: {} })
      const ids = await accepted(50)
      let left = 20
      const write: Database['write'] = (...all) => {
        if (left-- > 0) return store.db.write(...all)
        return Promise.reject(new AppError('unavailable', 'The disk is full.'))
      }
      const { accepted: asked, skipped } = await cancel({ ids }, false, { ...store.db, write })
      expect(asked).toEqual(ids.slice(0, 20))
      expect(skipped.map(({ id }) => id)).toEqual(ids.slice(20))
      expect(left).toBe(-10) // and the last twenty were not even tried
      await expect(cancel({ ids }, false, { ...store.db, write })).rejects.toMatchObject({
        code: 'unavailable',
      })
    })

    test('a server that stops leaves the rest', async () => {
      await store.runner('first', { report: {} })
      const ids = await accepted(2)
      stopping.abort()
      await expect(cancel({ ids })).rejects.toMatchObject({ code: 'unavailable' })
      expect(await statusOf(ids[0] ?? '')).toBe('queued')
    })
  })

  describe('made again', () => {
    test('each names the earlier one, has its input, and was asked for by whoever asked', async () => {
      await store.runner('first', { report: {} })
      const ids = await canceled(2)
      const answer = await rerun({ ids: [...ids, nowhere] })
      expect(answer.accepted.map(({ rerunOf }) => rerunOf)).toEqual(ids)
      expect(answer).toMatchObject({ skipped: [{ id: nowhere, code: 'not_found' }], ...nothingMore })
      for (const { run, rerunOf } of answer.accepted) {
        expect(await store.run(run)).toMatchObject({ status: 'queued', trigger: 'rerun', by: 'Ada', rerunOf })
      }
      const { data } = await listAudit(store.db, { limit: 2 })
      expect(new Set(data.map(({ run }) => run))).toEqual(new Set(answer.accepted.map(({ run }) => run)))
      for (const entry of data) expect(entry).toMatchObject({ action: 'rerun', task: 'report', ...origin })
    })

    test('by a filter: in the order in which they were made; the cursor goes on to older ones, never to new ones', async () => {
      await store.runner('first', { report: { maxQueued: 10_000 } })
      const ids = await canceled(1_003)
      const first = await rerun({ filter: {} })
      expect(first.accepted.map(({ rerunOf }) => rerunOf)).toEqual(ids.slice(3))
      expect(first).toMatchObject({ more: true, nextCursor: ids[3] })
      const rest = await rerun({ filter: {}, cursor: first.nextCursor ?? '' })
      expect(rest.accepted.map(({ rerunOf }) => rerunOf)).toEqual(ids.slice(0, 3))
      expect(rest).toMatchObject(nothingMore)
    })

    test('a run is skipped for whatever would refuse it alone', async () => {
      const tasks = ['gone', 'broken', 'busy', 'full', 'changed', 'fine']
      await store.runner('first', Object.fromEntries(tasks.map((name) => [name, {}])))
      const ids: string[] = []
      for (const task of tasks) ids.push(await store.accept({ task }))
      await cancel({ ids })
      const inputSchema = { type: 'object', properties: { month: { type: 'string' } }, required: ['month'] }
      await syncTasks(
        store.db,
        'first',
        [
          storedTask('broken', { problem: { message: 'It does not load.', cure: null } }),
          storedTask('busy', { policy: { whenBusy: 'reject' } }),
          storedTask('full', { policy: { maxQueued: 1 } }),
          storedTask('changed', { inputSchema }),
          storedTask('fine'),
        ],
        store.now,
      )
      for (const task of ['busy', 'full']) await store.accept({ task })
      const { accepted, skipped } = await rerun({ ids })
      expect(accepted).toMatchObject([{ rerunOf: ids.at(-1) }])
      const codes = ['not_found', 'task_broken', 'task_busy', 'queue_full', 'invalid_input']
      expect(skipped.map(({ id, code }) => [id, code])).toEqual(codes.map((code, at) => [ids[at], code]))
    })

    test('with a key the same request makes nothing twice, also where it broke off the first time', async () => {
      await store.runner('first', { report: {} })
      const [first = '', second = ''] = await canceled(2)
      const before = await rerun({ ids: [first] }, 'key')
      const again = await rerun({ ids: [first, second] }, 'key')
      expect(again.accepted[0]).toEqual(before.accepted[0])
      expect(again.accepted[1]).toMatchObject({ rerunOf: second })
      expect((await rerun({ ids: [first, second] }, 'key')).accepted).toEqual(again.accepted)
      expect((await rerun({ ids: [first] }, 'other')).accepted).not.toEqual(before.accepted)
    })

    test('where the task joins equal runs, it says which were joined', async () => {
      await store.runner('first', { report: { whenBusy: 'join' } })
      const run = await store.accept()
      expect((await rerun({ ids: [run] })).accepted).toEqual([{ rerunOf: run, run, joined: true }])
    })
  })
})
