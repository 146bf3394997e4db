import { describe, expect, test } from 'vitest'
import { appendLog, appendSystemLine, type Chunk, lastSeq, linesFrom, readLog } from '../log.ts'
import { databases } from './databases.ts'
import { requeued, useStore } from './store-in-test.ts'

describe.each(databases)('the log of a run on $name', (database) => {
  const store = useStore(database)
  const read = async (run: string, query = {}) =>
    (await readLog(store.db, run, { limit: 1000, ...query })).map(({ seq, text }) => [seq, text])

  /** A running run with these lines, three in a chunk. */
  async function withLines(count: number, textOf = (seq: number) => `line ${seq}`) {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    for (let first = 1; first <= count; first += 3) {
      const texts = Array.from({ length: Math.min(3, count - first + 1) }, (_, i) => textOf(first + i))
      await store.log(claim, first, ...texts)
    }
    return claim
  }

  test('a line has its number, time, stream, attempt and text, and says whether its end is missing', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    const lines: Chunk['lines'] = [
      [store.now, 'o', 'out\u0000\ufffd"\\'],
      [store.now + 1, 'e', '', 1],
      [store.now + 2, 's', '日本語 🎉'],
    ]
    await appendLog(store.db, claim, [{ firstSeq: 1, lines, bytes: 30 }])
    const time = (ms: number) => new Date(store.now + ms).toISOString()
    expect(await readLog(store.db, claim.run, { limit: 10 })).toEqual([
      { seq: 1, time: time(0), stream: 'out', attempt: 1, text: 'out\u0000\ufffd"\\' },
      { seq: 2, time: time(1), stream: 'err', attempt: 1, text: '', partial: true },
      { seq: 3, time: time(2), stream: 'system', attempt: 1, text: '日本語 🎉' },
    ])
  })

  test('a chunk that comes twice, because nobody knew whether it was stored, is there once', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    const chunk = (firstSeq: number): Chunk => ({ firstSeq, lines: [[store.now, 'o', 'a line']], bytes: 7 })
    await appendLog(store.db, claim, [chunk(1)])
    await appendLog(store.db, claim, [chunk(1), chunk(2)])
    expect(await read(claim.run)).toEqual([
      [1, 'a line'],
      [2, 'a line'],
    ])
    expect((await store.row(claim.run)).log_bytes).toBe(14)
  })

  test('it is read on from any line, across chunks', async () => {
    const { run } = await withLines(8)
    expect(await read(run, { after: 4, limit: 3 })).toEqual([
      [5, 'line 5'],
      [6, 'line 6'],
      [7, 'line 7'],
    ])
    expect(await read(run, { after: 7 })).toEqual([[8, 'line 8']])
    for (const after of [8, 9, Number.MAX_SAFE_INTEGER]) expect(await read(run, { after })).toEqual([])
  })

  test('any steps through it meet every line once', async () => {
    const { run } = await withLines(10)
    for (const limit of [1, 2, 3, 4, 10]) {
      const seen: unknown[] = []
      for (let after = 0; seen.length < 20; ) {
        const lines = await read(run, { after, limit })
        if (lines.length === 0) break
        seen.push(...lines.map(([seq]) => seq))
        after = Number(lines.at(-1)?.[0])
      }
      expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    }
  })

  test('its tail is the last lines, in order', async () => {
    const { run } = await withLines(8)
    expect(await read(run, { tail: 4 })).toEqual([
      [5, 'line 5'],
      [6, 'line 6'],
      [7, 'line 7'],
      [8, 'line 8'],
    ])
    expect(await read(run, { tail: 100 })).toHaveLength(8)
    expect(await read(run, { tail: 100, limit: 2 })).toEqual([
      [7, 'line 7'],
      [8, 'line 8'],
    ])
    expect(await read(run, { tail: 0 })).toEqual([])
  })

  test('the lines before any line are read, the last of them, across chunks', async () => {
    const { run } = await withLines(8)
    expect(await read(run, { before: 6, limit: 3 })).toEqual([
      [3, 'line 3'],
      [4, 'line 4'],
      [5, 'line 5'],
    ])
    expect(await read(run, { before: 3 })).toHaveLength(2)
    expect(await read(run, { before: 100, tail: 1 })).toEqual([[8, 'line 8']])
    expect(await read(run, { before: 1 })).toEqual([])
  })

  test('one stream alone can be read, forwards and as a tail', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    for (let seq = 1; seq <= 6; seq += 2) {
      await appendLog(store.db, claim, [
        {
          firstSeq: seq,
          lines: [
            [0, 'o', 'o'],
            [0, 'e', 'e'],
          ],
          bytes: 4,
        },
      ])
    }
    expect(await read(claim.run, { stream: 'err', after: 2 })).toEqual([
      [4, 'e'],
      [6, 'e'],
    ])
    expect(await read(claim.run, { stream: 'out', tail: 2 })).toEqual([
      [3, 'o'],
      [5, 'o'],
    ])
    expect(await read(claim.run, { stream: 'out', before: 5, limit: 1 })).toEqual([[3, 'o']])
    expect(await read(claim.run, { stream: 'system' })).toEqual([])
  })

  test('an answer carries 64 KB, and what follows comes with the next one', async () => {
    const { run } = await withLines(12, () => 'x'.repeat(16 * 1024))
    expect((await read(run)).map(([seq]) => seq)).toEqual([1, 2, 3, 4])
    expect((await read(run, { after: 4 })).map(([seq]) => seq)).toEqual([5, 6, 7, 8])
    expect((await read(run, { tail: 12 })).map(([seq]) => seq)).toEqual([9, 10, 11, 12])
  })

  test('a line that is longer than an answer comes alone', async () => {
    const { run } = await withLines(3, (seq) => (seq === 2 ? 'x'.repeat(100_000) : 'short'))
    expect((await read(run, { after: 1 })).map(([seq]) => seq)).toEqual([2])
    expect((await read(run, { tail: 1 })).map(([seq]) => seq)).toEqual([3])
    expect((await read(run, { tail: 2 })).map(([seq]) => seq)).toEqual([3])
    const other = await store.accept()
    expect(await read(other)).toEqual([])
  })

  test('a tail whose last line is longer than an answer is that line', async () => {
    const { run } = await withLines(3, (seq) => (seq === 3 ? 'x'.repeat(100_000) : 'short'))
    expect((await read(run, { tail: 3 })).map(([seq]) => seq)).toEqual([3])
  })

  test('the whole log comes line by line', async () => {
    const { run } = await withLines(7)
    const texts: string[] = []
    for await (const { text } of linesFrom(store.db, run, 0)) texts.push(text)
    expect(texts).toEqual([1, 2, 3, 4, 5, 6, 7].map((seq) => `line ${seq}`))
  })

  test('numbers go on over attempts, and a line of ours is numbered like any other', async () => {
    const claim = await withLines(2)
    expect(await lastSeq(store.db.read, claim.run)).toBe(2)
    await store.settle(claim, requeued)
    await store.claim()
    await store.db.write((tx) => appendSystemLine(tx, claim.run, 2, 'Tried again.', store.now))
    expect(await store.log({ ...claim, attempt: 2 }, 4, 'second try')).toBe(true)
    const lines = await readLog(store.db, claim.run, { limit: 10 })
    expect(lines.map(({ seq, attempt, stream }) => [seq, attempt, stream])).toEqual([
      [1, 1, 'out'],
      [2, 1, 'out'],
      [3, 2, 'system'],
      [4, 2, 'out'],
    ])
    expect(await lastSeq(store.db.read, claim.run)).toBe(4)
    expect(await lastSeq(store.db.read, await store.accept())).toBe(0)
  })
})
