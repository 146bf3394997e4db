import { expect, test } from 'vitest'
import { gapBytes, gapText } from './log-gap.ts'

test('the line in the place of a gap tells its bytes, other lines tell none', () => {
  expect(gapBytes(gapText(9_437_184))).toBe(9_437_184)
  expect(gapBytes('The log has 12 bytes of the log were over its limit')).toBeNull()
})
