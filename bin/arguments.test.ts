import { expect, test } from 'vitest'
import { readArguments } from './arguments.ts'

const options = {
  follow: { type: 'boolean', short: 'f', help: '' },
  input: { type: 'string', multiple: true, value: 'NAME=VALUE', help: '' },
  limit: { type: 'string', value: 'N', help: '' },
} as const

test('options may stand anywhere, and what follows -- is none', () => {
  const given = readArguments(['-f', 'task', '--input', 'a=1', '--input=b=2', '--', '--limit'], options)
  expect([given.words, given.is('follow'), given.texts('input'), given.text('limit')]).toEqual([
    ['task', '--limit'],
    true,
    ['a=1', 'b=2'],
    undefined,
  ])
})

test.each([
  [['--folow'], 'There is no option --folow. Did you mean --follow?'],
  [['-x'], 'There is no option -x.'],
  [['--constructor'], 'There is no option --constructor.'],
  [['--follow=1'], '--follow takes no value.'],
  [['--limit'], '--limit needs a value: N.'],
])('%j is refused: %s', (argv, message) => {
  expect(() => readArguments(argv, options)).toThrow(message)
})

test('a number is whole and not too small', () => {
  expect(readArguments(['--limit', '5'], options).whole('limit', 1)).toBe(5)
  expect(readArguments(['--limit', '-5'], options).whole('limit', Number.NEGATIVE_INFINITY)).toBe(-5)
  expect(readArguments([], options).whole('limit', 1)).toBeUndefined()
  for (const text of ['0', '1.5', 'ten', ''])
    expect(() => readArguments([`--limit=${text}`], options).whole('limit', 1)).toThrow('of 1 or more')
})
