import { describe, expect, test } from 'vitest'
import type { Retention } from '../../config.ts'
import { keyLifeMs } from '../accept.ts'
import { appendLog, appendSystemLine, linesFrom, readLog, type StoredLine } from '../log.ts'
import { prune } from '../prune.ts'
import { markEnded } from '../runners.ts'
import type { Claim } from '../transition.ts'
import { databases } from './databases.ts'
import { failed, requeued, useStore } from './store-in-test.ts'

const dayMs = 24 * 3_600_000
const hourMs = 3_600_000
const generous: Retention = { days: 90, runs: 1000, logBytes: 1024 ** 3, fileBytes: 1024 ** 3 }

describe.each(databases)('pruning on $name', (database) => {
  const store = useStore(database)

  /** How many writes it took. */
  async function pruned(retention: Partial<Retention> = {}): Promise<number> {
    let writes = 0
    for await (const _ of prune(store.db, { ...generous, ...retention }, store.now)) writes++
    return writes
  }

  const count = async (table: 'runs' | 'attempts' | 'log_chunks' | 'idempotency_keys' | 'runners') => {
    const { db } = store
    return (await db.read.selectFrom(table).selectAll().execute()).length
  }
  const ids = async () =>
    (await store.db.read.selectFrom('runs').select('id').orderBy('id').execute()).map(({ id }) => id)
  const logBytes = async (run: string) => (await store.row(run)).log_bytes
  const lines = async (run: string) => (await readLog(store.db, run, { limit: 100 })).map(({ text }) => text)

  /** A run that has ended, with a log of this many bytes in chunks of 10. */
  async function ended(task = 'report', bytes = 0): Promise<string> {
    const claim = await store.running({ task })
    await log(claim, bytes)
    await store.settle(claim, failed)
    return claim.run
  }

  async function log(claim: Claim, bytes: number) {
    for (let seq = 1; seq * 10 <= bytes; seq++) await store.log(claim, seq, '123456789')
  }

  test('a run that ended before the days that are kept goes with its attempts, log and key', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running({ idempotency: { key: 'key', hash: 'hash' } })
    await log(claim, 30)
    await store.settle(claim, failed)
    store.now += 90 * dayMs
    await pruned()
    expect(await ids()).toEqual([claim.run])
    store.now += 1
    await pruned()
    for (const table of ['runs', 'attempts', 'log_chunks', 'idempotency_keys'] as const) {
      expect(await count(table)).toBe(0)
    }
  })

  test('the time counts from its end, not from when it was made', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    store.now += 90 * dayMs + 1
    await store.settle(claim)
    await pruned()
    expect(await ids()).toEqual([claim.run])
  })

  test('of each task the newest runs that have ended stay, however many are active', async () => {
    await store.runner('first', { report: {}, other: {} })
    const other = await ended('other')
    const old = [await ended(), await ended(), await ended()]
    const active = [(await store.running()).run, await store.accept()]
    store.now += hourMs + 1
    await pruned({ runs: 2 })
    expect(await ids()).toEqual([other, ...old.slice(1), ...active])
  })

  test('what has just ended is there for whoever waits for it, however many newer ones there are', async () => {
    await store.runner('first', { report: {} })
    const old = [await ended(), await ended()]
    store.now += hourMs
    await pruned({ runs: 1 })
    expect(await ids()).toEqual(old)
    store.now += 1
    await pruned({ runs: 1 })
    expect(await ids()).toEqual(old.slice(1))
  })

  test('a run stays as long as its key, so that the same request makes no second one', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running({ idempotency: { key: 'key', hash: 'hash' } })
    await store.settle(claim)
    const newer = await ended()
    store.now += keyLifeMs - 1
    await pruned({ runs: 1 })
    expect(await ids()).toEqual([claim.run, newer])
    store.now += 1
    await pruned({ runs: 1 })
    expect(await ids()).toEqual([newer])
  })

  test('runs of a task that was removed go like any other', async () => {
    await store.runner('first', { report: {} })
    const old = [await ended(), await ended()]
    await store.sync('first', {})
    store.now += hourMs + 1
    await pruned({ runs: 1 })
    expect(await ids()).toEqual(old.slice(1))
  })

  test('an active run is left alone, however old it is and however much it has logged', async () => {
    await store.runner('first', { report: {}, other: {} })
    const running = await store.running()
    await log(running, 50)
    const retrying = await store.running({ task: 'other' })
    await log(retrying, 50)
    await store.settle(retrying, { ...requeued, availableAt: store.now + 1000 * dayMs })
    const waiting = await store.accept({ availableAt: store.now + 1000 * dayMs })
    store.now += 500 * dayMs
    await pruned({ runs: 1, logBytes: 1, fileBytes: 1024 ** 3 })
    expect(await ids()).toEqual([running.run, retrying.run, waiting])
    expect(await count('attempts')).toBe(2)
    for (const run of [running.run, retrying.run]) {
      expect(await lines(run)).toHaveLength(5)
      expect(await store.run(run)).toMatchObject({ logDeletedAt: null })
    }
  })

  test('beyond the total the oldest logs go; their runs stay, and say so', async () => {
    await store.runner('first', { report: {}, other: {} })
    const [oldest, silent, older, newest] = [
      await ended('report', 30),
      await ended('report', 0),
      await ended('other', 30),
      await ended('report', 40),
    ]
    store.now += 5_000
    await pruned({ logBytes: 100 })
    expect(await store.run(oldest)).toMatchObject({ logDeletedAt: null })
    await pruned({ logBytes: 99 })
    expect(await store.run(oldest)).toMatchObject({
      status: 'failed',
      logDeletedAt: '2030-01-01T00:00:05.000Z',
    })
    expect([await lines(oldest), await logBytes(oldest)]).toEqual([[], 0])
    for (const run of [silent, older, newest])
      expect(await store.run(run)).toMatchObject({ logDeletedAt: null })
    expect([await logBytes(older), await logBytes(newest)]).toEqual([30, 40])
    expect((await store.run(oldest)).attempts).toHaveLength(1)
    await pruned({ logBytes: 39 })
    expect([await lines(older), await lines(newest)]).toEqual([[], []])
    expect(await count('log_chunks')).toBe(0)
  })

  test('the log of an active run counts, so that older ones make room for it', async () => {
    await store.runner('first', { report: {} })
    const old = await ended('report', 30)
    const running = await store.running()
    await log(running, 50)
    await pruned({ logBytes: 79 })
    expect([await lines(old), (await lines(running.run)).length]).toEqual([[], 5])
  })

  test('many runs go in many writes, and a large log in several', async () => {
    await store.runner('first', { report: {} })
    for (let i = 0; i < 250; i++) await ended()
    const large = await store.running()
    for (let seq = 1; seq <= 80; seq++) await store.log(large, seq, 'x'.repeat(65_535))
    await store.settle(large)
    await ended()
    store.now += hourMs + 1
    const writes = await pruned({ runs: 1 })
    expect(await count('runs')).toBe(1)
    expect(await count('log_chunks')).toBe(0)
    expect(writes).toBeGreaterThanOrEqual(5 + 5)
  })

  test('while a large log is being deleted, nobody sees a part of it', async () => {
    await store.runner('first', { report: {} })
    const large = await store.running()
    for (let seq = 1; seq <= 80; seq++) await store.log(large, seq, 'x'.repeat(65_535))
    await store.settle(large)
    const steps = prune(store.db, { ...generous, logBytes: 1 }, store.now)
    await steps.next()
    expect(await count('log_chunks')).toBeGreaterThan(0)
    expect(await logBytes(large.run)).toBe((await count('log_chunks')) * 65_536)
    expect(await lines(large.run)).toEqual([])
    expect(await readLog(store.db, large.run, { limit: 100, tail: 10 })).toEqual([])
    expect(await linesFrom(store.db, large.run, 0).next()).toMatchObject({ done: true })
    for await (const _ of steps);
    expect(await count('log_chunks')).toBe(0)
    expect(await logBytes(large.run)).toBe(0)
  })

  test('idempotency keys go by their age, too', async () => {
    await store.runner('first', { report: {} })
    await store.accept({ idempotency: { key: 'old', hash: '' } })
    store.now += keyLifeMs - 1
    await store.accept({ idempotency: { key: 'new', hash: '' } })
    await pruned()
    expect(await count('idempotency_keys')).toBe(2)
    store.now += 1
    await pruned()
    expect(await count('idempotency_keys')).toBe(1)
    expect(await count('runs')).toBe(2)
  })

  test('a runner that ended long ago goes once none of its attempts is left', async () => {
    await store.runner('first', { report: {} })
    await ended()
    await store.runner('second', { report: {} })
    for (const id of ['first', 'second']) await markEnded(store.db, id, store.now)
    await store.runner('alive', { report: {} })
    await pruned()
    expect(await count('runners')).toBe(3)
    store.now += dayMs + 1
    await pruned()
    const left = await store.db.read.selectFrom('runners').select('id').orderBy('id').execute()
    expect(left.map(({ id }) => id)).toEqual(['alive', 'first'])
    store.now += 90 * dayMs
    await pruned()
    expect(await count('runners')).toBe(1)
  })
})

describe.each(databases)('the bytes of a log that a run counts, on $name', (database) => {
  const store = useStore(database)

  test('are those of the chunks that are stored, over appends, system lines and what the limit drops', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    const line: StoredLine = [0, 'o', '123456789']
    const chunk = (firstSeq: number) => ({ firstSeq, lines: [line], bytes: 10 })
    const stored = async () => {
      const rows = await store.db.read
        .selectFrom('log_chunks')
        .select('bytes')
        .where('run', '=', claim.run)
        .execute()
      return rows.reduce((sum, { bytes }) => sum + bytes, 0)
    }
    await appendLog(store.db, claim, [chunk(1), chunk(2), chunk(3)])
    expect([(await store.row(claim.run)).log_bytes, await stored()]).toEqual([30, 30])
    await store.db.write((tx) => appendSystemLine(tx, claim.run, 1, '日本', store.now))
    expect([(await store.row(claim.run)).log_bytes, await stored()]).toEqual([37, 37])
    await appendLog(store.db, claim, [chunk(5)], { bytes: 20, afterSeq: 1, beforeSeq: 4 })
    await appendLog(store.db, claim, [chunk(6)], { bytes: 20, afterSeq: 1, beforeSeq: 4 })
    expect([(await store.row(claim.run)).log_bytes, await stored()]).toEqual([37, 37])
    await store.settle(claim)
    await appendLog(store.db, claim, [chunk(7)])
    expect([(await store.row(claim.run)).log_bytes, await stored()]).toEqual([37, 37])
  })
})
