import { describe, expect, test } from 'vitest'
import type { LogLine } from '../../lib/resources.ts'
import { nextMatch, nothingFound, patternOf, searchLines } from './log-search.ts'

const searchFor = (text: string, ...answers: LogLine[][]) => {
  const pattern = patternOf(text)
  if (!pattern) throw new Error('There is nothing to search for.')
  return answers.reduce(
    (found, lines) => searchLines(found, lines, lines.at(-1)?.seq ?? 0, pattern),
    nothingFound,
  )
}

describe('a search in the log', () => {
  test('finds rows over many answers, whatever their case, and takes the text as it is', () => {
    const found = searchFor(
      'a.b(',
      [line(1, 'A.B(c)'), line(2, 'axb(')],
      [line(3, 'nothing'), line(4, 'a.b(')],
    )
    expect([found.matches, found.searched]).toEqual([[1, 4], 4])
  })

  test('reads what is read: without colours, and with the pieces of a line put together', () => {
    const coloured = line(1, 'er\u001b[31mr\u001b[0mor')
    const pieces = [line(2, 'er', { partial: true })]
    expect(searchFor('error', [coloured, ...pieces], [line(3, 'ror')]).matches).toEqual([1, 2])
  })

  test('forgets a match that was written over', () => {
    expect(searchFor('10%', [line(1, '10%\r', { partial: true })]).matches).toEqual([1])
    expect(searchFor('10%', [line(1, '10%\r', { partial: true })], [line(2, '20%')]).matches).toEqual([])
  })

  test('goes on and back, and around at either end', () => {
    expect([nextMatch([3, 5, 9], 5, 1), nextMatch([3, 5, 9], 5, -1)]).toEqual([9, 3])
    expect([nextMatch([3, 5, 9], 9, 1), nextMatch([3, 5, 9], 3, -1)]).toEqual([3, 9])
    expect(nextMatch([], 3, 1)).toBeNull()
  })

  test('is none for no text', () => {
    expect(patternOf('')).toBeNull()
  })
})

function line(seq: number, text: string, more: Partial<LogLine> = {}): LogLine {
  return { seq, time: '2026-03-04T12:00:00Z', stream: 'out', attempt: 1, text, ...more }
}
