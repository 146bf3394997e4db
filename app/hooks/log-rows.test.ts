import { describe, expect, it } from 'vitest'
import type { LogLine } from '../../lib/resources.ts'
import { addLines, type LogRow } from './log-rows.ts'

describe('the rows of a log', () => {
  it('are one a line', () => {
    expect(texts(addLines([], [line(1, 'a'), line(2, 'b')]))).toEqual(['a', 'b'])
  })

  it('join the pieces of a line, over answers and around the other stream', () => {
    const rows = addLines([], [line(1, 'hel', { partial: true }), line(2, 'oops', { stream: 'err' })])
    expect(texts(addLines(rows, [line(3, 'lo'), line(4, 'next')]))).toEqual(['hello', 'oops', 'next'])
  })

  it('rewrite a line after a carriage return', () => {
    const rows = addLines([], [line(1, '10%\r', { partial: true }), line(2, '20%\r', { partial: true })])
    expect(rows.map(({ seq, last, text }) => [seq, last, text])).toEqual([[1, 2, '20%\r']])
    expect(texts(addLines(rows, [line(3, 'done')]))).toEqual(['done'])
    expect(texts(addLines(rows, [line(3, '')]))).toEqual(['20%\r'])
  })

  it('show what was written last where a carriage return stands inside', () => {
    expect(texts(addLines([], [line(1, '10%\r20%\r30%')]))).toEqual(['30%'])
  })

  it('leave out lines that are in already', () => {
    const rows = addLines([], [line(1, 'a'), line(2, 'b')])
    expect(texts(addLines(rows, [line(2, 'b'), line(3, 'c')]))).toEqual(['a', 'b', 'c'])
  })

  it('do not join over attempts, nor without end', () => {
    const rows = addLines(
      [],
      [line(1, 'x'.repeat(40_000), { partial: true }), line(2, 'y', { partial: true })],
    )
    expect(rows).toHaveLength(2)
    expect(addLines(rows, [line(3, 'z', { attempt: 2 })])).toHaveLength(3)
  })
})

function texts(rows: LogRow[]) {
  return rows.map((row) => row.text)
}

function line(seq: number, text: string, more: Partial<LogLine> = {}): LogLine {
  return { seq, time: '2026-03-04T12:00:00Z', stream: 'out', attempt: 1, text, ...more }
}
