import { describe, expect, test } from 'vitest'
import type { Log, LogLine } from '../../lib/resources.ts'
import { addLines } from './log-rows.ts'
import {
  isLive,
  type LogWindow,
  liveWindow,
  rowsAfter,
  windowOf,
  withEarlier,
  withLater,
  withLive,
} from './log-window.ts'

describe('the part of a log that a page holds', () => {
  test('goes on with the end of the log where it reaches so far', () => {
    const live = part(1001, 2000)
    const grown = withLive(part(1, 1000), live, false)
    expect(spanOf(grown)).toEqual([1, 2000, 2000])
    expect(isLive(grown, live)).toBe(true)
  })

  test('stays what is read where the end is far away, unless the reader is at the end', () => {
    const live = part(5001, 6000)
    const read = part(1, 1000)
    expect(withLive(read, live, false)).toBe(read)
    expect(isLive(read, live)).toBe(false)
    expect(withLive(read, live, true)).toBe(live)
  })

  test('gives up its beginning for who follows the end, and the end for who reads', () => {
    const full = part(1, 20_000)
    const live = part(19_000, 21_000)
    expect(spanOf(withLive(full, live, true))).toEqual([1001, 21_000, 20_000])
    expect(withLive(full, live, false)).toBe(full)
  })

  test('moves with the reader: lines come in at one side, and leave at the other', () => {
    const full = part(5001, 25_000)
    expect(spanOf(withEarlier(full, lines(4001, 5000)))).toEqual([4001, 24_000, 20_000])
    expect(spanOf(withLater(full, answer(25_001, 26_000)))).toEqual([6001, 26_000, 20_000])
  })

  test('takes along what stands inside a line that goes on after the cut', () => {
    const full = part(3, 20_002)
    full.rows[19_998] = { ...at(full, 19_998), last: 20_002 }
    const moved = withEarlier(full, lines(2, 2))
    expect(spanOf(moved)).toEqual([2, 20_002, 20_001])
  })

  test('knows that nothing was before it once an answer was empty', () => {
    expect(withEarlier(part(4, 9), []).from).toBe(1)
    expect(spanOf(windowOf([], answer(4, 9)))).toEqual([1, 9, 6])
  })

  test('counts what came since as rows, and as lines where their rows are gone', () => {
    expect(rowsAfter(part(1, 100), 90)).toBe(10)
    expect(rowsAfter(part(101, 200), 90)).toBe(110)
  })

  test('of one stream has its rows alone, over the same lines', () => {
    const rows = addLines([], [...lines(1, 2), { ...line(3), stream: 'err' }])
    expect(spanOf(liveWindow(rows, 3, 'err'))).toEqual([1, 3, 1])
  })
})

const spanOf = ({ from, to, rows }: LogWindow) => [from, to, rows.length]

const part = (from: number, to: number) => liveWindow(addLines([], lines(from, to)), to)

const answer = (from: number, to: number) => ({ lines: lines(from, to), next: to }) as Log

const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => line(from + i))

function line(seq: number): LogLine {
  return { seq, time: '2026-03-04T12:00:00Z', stream: 'out', attempt: 1, text: `line ${seq}` }
}

function at({ rows }: LogWindow, index: number) {
  const row = rows[index]
  if (!row) throw new Error(`There is no row ${index}.`)
  return row
}
