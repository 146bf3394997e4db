import { describe, expect, test } from 'vitest'
import { appendLog, linesFrom, readLog } from '../log.ts'
import { databases } from './databases.ts'
import { requeued, useStore } from './store-in-test.ts'

describe.each(databases)('a log over its limit on $name', (database) => {
  const store = useStore(database)
  const gone = (bytes: number) => `${bytes} bytes of the log were over its limit and are not kept.`

  /** Six lines in chunks of one each, of which 3 and 4 are dropped. */
  async function withGap() {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    for (let seq = 1; seq <= 5; seq++) await store.log(claim, seq, `line ${seq}`)
    const last = { firstSeq: 6, lines: [[store.now, 'o', 'line 6'] as [number, 'o', string]], bytes: 7 }
    await appendLog(store.db, claim, [last], { bytes: 14, afterSeq: 2, beforeSeq: 5 })
    return claim
  }
  const read = async (run: string, query = {}) =>
    (await readLog(store.db, run, { limit: 10, ...query })).map(({ seq, stream, text }) => [
      seq,
      stream,
      text,
    ])

  const whole = [
    [1, 'out', 'line 1'],
    [2, 'out', 'line 2'],
    [4, 'system', gone(14)],
    [5, 'out', 'line 5'],
    [6, 'out', 'line 6'],
  ]

  test('says in the place of what is gone how many bytes that were', async () => {
    const { run } = await withGap()
    expect(await read(run)).toEqual(whole)
    expect(await read(run, { tail: 3 })).toEqual(whole.slice(2))
    expect((await store.run(run)).attempts[0]?.droppedBytes).toBe(14)
    const texts: string[] = []
    for await (const { text } of linesFrom(store.db, run, 0)) texts.push(text)
    expect(texts).toEqual(whole.map(([, , text]) => text))
  })

  test('is read on from inside the gap', async () => {
    const { run } = await withGap()
    expect(await read(run, { after: 2 })).toEqual(whole.slice(2))
    expect(await read(run, { after: 3 })).toEqual(whole.slice(2))
    expect(await read(run, { after: 4 })).toEqual(whole.slice(3))
  })

  test('is read backwards from either side of the gap, and from inside', async () => {
    const { run } = await withGap()
    expect(await read(run, { before: 6, limit: 2 })).toEqual(whole.slice(2, 4))
    expect(await read(run, { before: 5 })).toEqual(whole.slice(0, 3))
    expect(await read(run, { before: 4 })).toEqual(whole.slice(0, 2))
  })

  test('says so with the lines of ours when these alone are read', async () => {
    const { run } = await withGap()
    expect(await read(run, { stream: 'system' })).toEqual([whole[2]])
    expect(await read(run, { stream: 'system', tail: 1 })).toEqual([whole[2]])
  })

  test('says so too when its very beginning is gone', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    await store.log(claim, 1, 'line 1')
    const lines: [number, 'o', string][] = [[store.now, 'o', 'line 2']]
    await appendLog(store.db, claim, [{ firstSeq: 2, lines, bytes: 7 }], {
      bytes: 7,
      afterSeq: 0,
      beforeSeq: 2,
    })
    expect(await read(claim.run)).toEqual([
      [1, 'system', gone(7)],
      [2, 'out', 'line 2'],
    ])
  })

  test('drops nothing of an earlier attempt, and counts each attempt by itself', async () => {
    const claim = await withGap()
    await store.settle(claim, requeued)
    await store.claim()
    const second = { ...claim, attempt: 2 }
    for (let seq = 7; seq <= 8; seq++) await store.log(second, seq, `line ${seq}`)
    await appendLog(store.db, second, [], { bytes: 7, afterSeq: 0, beforeSeq: 8 })
    expect(await read(claim.run)).toEqual([...whole, [7, 'system', gone(7)], [8, 'out', 'line 8']])
    expect((await store.run(claim.run)).attempts.map(({ droppedBytes }) => droppedBytes)).toEqual([14, 7])
  })
})
