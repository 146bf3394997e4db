import { expect, test } from 'vitest'
import { table } from './table.ts'
import { fitted } from './width.ts'

test('columns are as wide as their widest cell, and lines have no spaces at their end', () => {
  expect(
    table(
      ['ID', 'TASK', 'BY'],
      [
        ['run_1', 'report', '-'],
        ['run_22', 'é', 'ada'],
      ],
    ),
  ).toEqual(['ID      TASK    BY', 'run_1   report  -', 'run_22  é       ada'])
})

test('wide letters and pictures count twice, joined marks not at all', () => {
  expect(
    table(
      ['A', 'B'],
      [
        ['完了', '1'],
        ['🎉', '2'],
        ['e\u0301', '3'],
      ],
    ),
  ).toEqual(['A     B', '完了  1', '🎉    2', 'e\u0301     3'])
})

test('a text is cut between letters, and says so', () => {
  expect(fitted('完了しました', 7)).toBe('完了し…')
  expect(fitted('done', 4)).toBe('done')
})
