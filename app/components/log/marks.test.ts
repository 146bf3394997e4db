import { expect, test } from 'vitest'
import { markedSpans } from './marks.ts'

const marked = (texts: string[], pattern: RegExp | null) =>
  markedSpans(
    texts.map((text, at) => ({ text, classes: `c${at}` })),
    pattern,
  ).map(({ text, classes, isMatch }) => `${classes}:${isMatch ? `[${text}]` : text}`)

test('what is found is in pieces of its own, with the colours of its line', () => {
  expect(marked(['an error, an Error'], /error/gi)).toEqual([
    'c0:an ',
    'c0:[error]',
    'c0:, an ',
    'c0:[Error]',
  ])
  expect(marked(['a', 'b'], null)).toEqual(['c0:a', 'c1:b'])
})

test('it may begin in one colour and end in another', () => {
  expect(marked(['xer', 'r', 'or!'], /error/gi)).toEqual(['c0:x', 'c0:[er]', 'c1:[r]', 'c2:[or]', 'c2:!'])
})
