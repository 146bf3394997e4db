import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

const names = ['timeout', 'retries', 'retry', 'cwd']

test.each([
  ['timout', 'timeout'],
  ['TIMEOUT', 'timeout'],
  ['retrys', 'retry'],
  ['retry', 'retry'],
  ['cdw', null],
  ['cw', 'cwd'],
  ['password', null],
  ['', null],
])('for %j the nearest name is %j', (word, expected) => {
  expect(nearest(word, names)).toBe(expected)
})
