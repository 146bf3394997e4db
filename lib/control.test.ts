import { describe, expect, test } from 'vitest'
import { type Control, parseControl } from './control.ts'

const progress = (done: number, total = 100, note: string | null = null): Control => ({
  type: 'progress',
  done,
  total,
  note,
})

test.each<[string, Control]>([
  ['::progress::40', progress(40)],
  ['::progress::40 message', progress(40, 100, 'message')],
  ['::progress::12.5% of it', progress(12.5, 100, 'of it')],
  ['::progress::3/10', progress(3, 10)],
  ['::progress::3/10 two words ', progress(3, 10, 'two words')],
  ['::progress:: 3 / 10   spaced', progress(3, 10, 'spaced')],
  ['::progress::0.5/1.5', progress(0.5, 1.5)],
  ['::progress::40 \t\r', progress(40)],
  ['::progress::40 a\rb', progress(40, 100, 'a\rb')],
  ['::progress::3/0', progress(3, 0)],
  ['::progress::400', progress(400)],
])('%j reports progress', (line, control) => {
  expect(parseControl(line)).toEqual(control)
})

test.each<[string, unknown]>([
  ['::output::{"words":42}', { words: 42 }],
  ['::output::null', null],
  ['::output:: [1, 2] \r', [1, 2]],
  ['::output::"text"', 'text'],
])('%j is an output', (line, value) => {
  const control = parseControl(line)
  expect(control?.type === 'output' && JSON.parse(control.json)).toEqual(value)
})

test.each([
  '',
  'progress::40',
  ' ::progress::40',
  '::progress::',
  '::progress::-1',
  '::progress::NaN',
  '::progress::1e3',
  '::progress::.5',
  '::progress::40message',
  '::progress::3/',
  '::progress::3/10%',
  '::output::',
  '::output::{words: 42}',
  '::outputs::1',
  '::error::no',
  '::',
])('%j is only a line of log', (line) => {
  expect(parseControl(line)).toBeNull()
})

test('an output that is nested too deep is only a line of log', () => {
  expect(parseControl(`::output::${'['.repeat(5_000)}${']'.repeat(5_000)}`)).toBeNull()
  expect(parseControl(`::output::${'['.repeat(100)}"[[["${']'.repeat(100)}`)?.type).toBe('output')
})

describe('a line that was made to be slow', () => {
  const many = 250_000
  test.each([
    ['spaces before a word', `::progress::1 x${' '.repeat(many)}y`],
    ['spaces and a carriage return', `::progress::1${' '.repeat(many)}\ry`],
    ['digits', `::progress::${'1'.repeat(many)}x`],
    ['digits of a fraction', `::progress::1/1.${'1'.repeat(many)}x`],
    ['spaces between numbers', `::progress::1${' '.repeat(many)}x`],
  ])('is read at once: %s', (_, line) => {
    expect(parseControl(line)?.type).toBe(/1x/.test(line) ? undefined : 'progress')
  })
})
