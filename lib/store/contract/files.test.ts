import { describe, expect, test } from 'vitest'
import type { AppError } from '../../errors.ts'
import { FileRoom } from '../../file-room.ts'
import { isFileId } from '../../id.ts'
import { bytesOf, keepFile } from '../files.ts'
import { prune } from '../prune.ts'
import { dropAttemptFiles, findRunFile, keepRunFile, listRunFiles, usedFiles } from '../run-files.ts'
import type { Claim } from '../transition.ts'
import { databases } from './databases.ts'
import { requeued, useStore } from './store-in-test.ts'

const megabyte = 1024 ** 2
const hourMs = 3_600_000
const retention = { days: 90, runs: 1000, logBytes: 1024 ** 3, fileBytes: 1024 ** 3 }

describe.each(databases)('files on $name', (database) => {
  const store = useStore(database)

  async function* pieces(...parts: Uint8Array[]) {
    yield* parts
  }
  const codeOf = (promise: Promise<unknown>) => promise.then(null, (error: AppError) => error.code)
  const count = async (table: 'files' | 'file_chunks' | 'run_files') =>
    (
      await store.db.read
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('n'))
        .execute()
    ).map(({ n }) => Number(n))[0]

  const upload = (bytes: Uint8Array, limit = 100 * megabyte, name = 'report.csv') =>
    keepFile(store.db, { name, run: null, attempt: null, now: store.now }, pieces(bytes), { limit })
  const leave = (claim: Claim, name: string, text: string) =>
    keepRunFile(store.db, claim, { name, now: store.now }, pieces(Buffer.from(text)), megabyte)

  async function read(file: { id: string; size: number }, start = 0, end = file.size - 1) {
    const chunks: Buffer[] = []
    for await (const chunk of bytesOf(store.db, file.id, start, end)) chunks.push(chunk)
    return Buffer.concat(chunks)
  }

  async function pruned(): Promise<number> {
    let writes = 0
    for await (const _ of prune(store.db, retention, store.now)) writes++
    return writes
  }

  test('what was kept is read byte for byte, in whatever pieces it came, as a whole and in part', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(65_536))
    const all = Buffer.concat(Array.from({ length: 40 }, (_, i) => bytes.map((byte) => byte ^ i)))
    const odd = [all.subarray(0, 1), all.subarray(1, 70_001), all.subarray(70_001)]
    const file = await keepFile(store.db, { name: 'a', run: null, attempt: null, now: 1 }, pieces(...odd), {
      limit: all.length,
    })
    expect([file.size, isFileId(file.id), await count('file_chunks')]).toEqual([all.length, true, 3])
    expect((await read(file)).equals(all)).toBe(true)
    for (const [start, end] of [
      [0, 0],
      [megabyte - 1, megabyte],
      [megabyte, 2 * megabyte - 1],
      [all.length - 1, all.length - 1],
    ] as const)
      expect((await read(file, start, end)).equals(all.subarray(start, end + 1))).toBe(true)
  })

  test('an empty file is a file', async () => {
    const file = await upload(new Uint8Array())
    expect([file.size, (await read(file)).length]).toEqual([0, 0])
  })

  test('what is larger than the limit leaves nothing behind', async () => {
    expect((await upload(new Uint8Array(megabyte + 1), megabyte + 1)).size).toBe(megabyte + 1)
    expect(await codeOf(upload(new Uint8Array(megabyte + 1), megabyte))).toBe('too_large')
    expect([await count('files'), await count('file_chunks')]).toEqual([1, 2])
  })

  test('what breaks off leaves nothing behind', async () => {
    async function* broken() {
      yield new Uint8Array(megabyte)
      throw new Error('The line is dead.')
    }
    const file = { name: 'a', run: null, attempt: null, now: store.now }
    await expect(keepFile(store.db, file, broken(), { limit: 9 * megabyte })).rejects.toThrow('dead')
    expect([await count('files'), await count('file_chunks')]).toEqual([0, 0])
  })

  test('a run is accepted with files that are complete, and refused with any other', async () => {
    await store.runner('first', { report: {} })
    const file = await upload(new Uint8Array(3))
    const run = await store.accept({ files: [{ name: 'table', id: file.id }] })
    expect(await usedFiles(store.db, run)).toEqual([file])
    const claim = await store.claim()
    const left = await leave({ run, attempt: claim?.attempt ?? 0, runner: 'first' }, 'out.txt', 'x')
    const cut = await upload(new Uint8Array(3))
    await store.db.write((tx) =>
      tx.updateTable('files').set({ completed_at: null }).where('id', '=', cut.id).execute(),
    )
    for (const id of ['file_00000000000000000000', 'nonsense', cut.id, left.id]) {
      const refused = store.accept({
        files: [
          { name: 'table', id: file.id },
          { name: 'a/b', id },
        ],
      })
      await expect(refused).rejects.toMatchObject({
        code: 'invalid_input',
        errors: [{ pointer: '/input/a~1b', code: 'no_file' }],
      })
    }
    expect(await count('run_files')).toBe(1)
  })

  test('of files with one name the last attempt’s is listed and found', async () => {
    await store.runner('first', {
      report: { retry: { attempts: 3, delayMs: 0, factor: 1, maxDelayMs: 0, on: ['failed'] } },
    })
    const first = await store.running()
    await leave(first, 'b.txt', 'first')
    const kept = await leave(first, 'a.txt', 'only')
    await store.settle(first, requeued)
    const second = { ...first, attempt: (await store.claim())?.attempt ?? 0 }
    const newer = await leave(second, 'b.txt', 'second')
    expect(await listRunFiles(store.db, first.run)).toEqual([kept, newer])
    expect(await findRunFile(store.db, first.run, 'b.txt')).toEqual(newer)
    expect(await codeOf(findRunFile(store.db, first.run, '../b.txt'))).toBe('not_found')
    await dropAttemptFiles(store.db, second)
    expect((await findRunFile(store.db, first.run, 'b.txt')).attempt).toBe(1)
    const newest = await leave(second, 'c.txt', 'second')
    await store.settle(second)
    await dropAttemptFiles(store.db, second)
    expect(await findRunFile(store.db, first.run, 'c.txt')).toEqual(newest)
  })

  test('an attempt that was settled, or is another runner’s, leaves no more files', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    expect(await codeOf(leave({ ...claim, runner: 'second' }, 'a', 'x'))).toBe('not_found')
    expect(await codeOf(leave({ ...claim, attempt: 2 }, 'a', 'x'))).toBe('not_found')
    async function* lateBytes() {
      yield new Uint8Array(megabyte)
      await store.settle(claim)
      yield new Uint8Array(megabyte)
    }
    const late = keepRunFile(store.db, claim, { name: 'a', now: store.now }, lateBytes(), 9 * megabyte)
    expect(await codeOf(late)).toBe('not_found')
    expect([await count('files'), await count('file_chunks')]).toEqual([0, 0])
  })

  test('an uploaded file goes after a day, unless a run uses it; then it goes after that run', async () => {
    await store.runner('first', { report: {} })
    const [used, unused] = [
      await upload(new Uint8Array(9 * megabyte)),
      await upload(new Uint8Array(9 * megabyte)),
    ]
    const claim = await store.running({ files: [{ name: 'table', id: used.id }] })
    await store.settle(claim)
    store.now += 24 * hourMs
    await pruned()
    expect(await count('files')).toBe(2)
    store.now += 1
    expect(await pruned()).toBeGreaterThan(2)
    expect(await store.db.read.selectFrom('files').select('id').execute()).toEqual([{ id: used.id }])
    expect(unused.id).not.toBe(used.id)
    store.now += 91 * 24 * hourMs
    await pruned()
    expect([await count('files'), await count('file_chunks'), await count('run_files')]).toEqual([0, 0, 0])
  })

  test('what a run has left goes with it, a large file in several writes', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    for (let i = 0; i < 60; i++) await leave(claim, `${i}.txt`, 'x')
    const large = new Uint8Array(11 * megabyte)
    await keepRunFile(store.db, claim, { name: 'large', now: store.now }, pieces(large), large.length)
    await store.settle(claim)
    store.now += 90 * 24 * hourMs
    await pruned()
    expect(await count('files')).toBe(61)
    store.now += 1
    expect(await pruned()).toBeGreaterThanOrEqual(6)
    expect([await count('files'), await count('file_chunks')]).toEqual([0, 0])
  })

  test('beyond the total the oldest files of ended runs go, no more than needed; their runs stay', async () => {
    await store.runner('first', { report: {} })
    const runs: string[] = []
    for (const size of [30, 40, 50]) {
      const claim = await store.running()
      await leave(claim, 'a', 'x'.repeat(size))
      await store.settle(claim)
      runs.push(claim.run)
      store.now += 1
    }
    const active = await store.running()
    await leave(active, 'a', 'x'.repeat(60))
    const sizes = async () =>
      Promise.all([...runs, active.run].map(async (run) => (await listRunFiles(store.db, run))[0]?.size ?? 0))
    const keep = async (fileBytes: number) => {
      for await (const _ of prune(store.db, { ...retention, fileBytes }, store.now));
    }
    await keep(180)
    expect(await sizes()).toEqual([30, 40, 50, 60])
    await keep(179)
    expect(await sizes()).toEqual([0, 40, 50, 60])
    await keep(10)
    expect(await sizes()).toEqual([0, 0, 0, 60])
    expect((await store.run(runs[0] ?? '')).status).toBe('succeeded')
  })

  test('uploads are refused while as much is here as may be', async () => {
    const room = new FileRoom(store.db, { now: () => store.now }, { file: 100, total: 100 })
    await room.upload('a', pieces(Buffer.alloc(60)))
    await room.upload('b', pieces(Buffer.alloc(60)))
    expect(await codeOf(room.upload('c', pieces(Buffer.alloc(1))))).toBe('no_room')
    store.now += 25 * hourMs
    await pruned()
    expect((await room.upload('c', pieces(Buffer.alloc(1)))).size).toBe(1)
  })

  test('what never became complete goes after a day, whosever it was', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    const [left, sent] = [await leave(claim, 'a', 'x'), await upload(new Uint8Array(2))]
    const ids = [left.id, sent.id]
    await store.db.write((tx) =>
      tx.updateTable('files').set({ completed_at: null }).where('id', 'in', ids).execute(),
    )
    expect(await listRunFiles(store.db, claim.run)).toEqual([])
    store.now += 24 * hourMs + 1
    await pruned()
    expect(await count('files')).toBe(0)
  })
})
