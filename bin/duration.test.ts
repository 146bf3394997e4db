import { expect, test } from 'vitest'
import { inWords } from './duration.ts'

test.each([
  [0, '0.0s'],
  [-5, '0.0s'],
  [420, '0.4s'],
  [9949, '9.9s'],
  [9950, '10s'],
  [59_600, '1m 0s'],
  [72_000, '1m 12s'],
  [3_900_000, '1h 5m'],
  [180_000_000, '2d 2h'],
])('%i ms are %s', (ms, words) => {
  expect(inWords(ms)).toBe(words)
})
