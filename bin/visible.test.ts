import { expect, test } from 'vitest'
import { visible, visibleLine } from './visible.ts'

test.each([
  ['a window title', '\x1b]0;owned\x07', '\\u001b]0;owned\\u0007'],
  ['a cleared screen', '\x1b[2J', '\\u001b[2J'],
  ['a carriage return', 'safe\rfalse', 'safe\\u000dfalse'],
  ['a backspace', 'a\bb', 'a\\u0008b'],
  ['a C1 sequence', '\x9b2J', '\\u009b2J'],
  ['letters turned round', 'a\u202eb', 'a\\u202eb'],
])('%s cannot act', (_, text, shown) => {
  expect(visible(text)).toBe(shown)
})

test('tabs, newlines and every other letter stay', () => {
  expect(visible('a\tb\nc é 完了 🎉')).toBe('a\tb\nc é 完了 🎉')
})

test('colours stay and end with the text, or go where none are wanted', () => {
  expect(visible('\x1b[1;31mred')).toBe('\x1b[1;31mred\x1b[0m')
  expect(visible('\x1b[38:5:9mred', { colours: false })).toBe('red')
})

test('what is one line stays one line', () => {
  expect(visibleLine('a\nb\t\x1b[31mc')).toBe('a\\u000ab\\u0009c')
})
