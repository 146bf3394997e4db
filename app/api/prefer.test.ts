import { expect, test } from 'vitest'
import { preferredWait } from './prefer.ts'

const waitOf = (prefer?: string) =>
  preferredWait(new Request('http://localhost/', { headers: prefer === undefined ? {} : { Prefer: prefer } }))

test.each([
  ['wait=25', 25],
  ['wait=60', 60],
  ['wait=61', 60],
  ['wait=999999999', 60],
  ['respond-async, wait=10', 10],
  ['Wait = "7"', 7],
  ['wait=5; foo=bar', 5],
])('%s is %d seconds', (prefer, seconds) => {
  expect(waitOf(prefer)).toBe(seconds)
})

test.each([
  undefined,
  '',
  'wait',
  'wait=',
  'wait=0',
  'wait=-1',
  'wait=1.5',
  'wait=x',
  'nowait=5',
  'wait=1e3',
])('%s is no wish to wait', (prefer) => {
  expect(waitOf(prefer)).toBe(null)
})
