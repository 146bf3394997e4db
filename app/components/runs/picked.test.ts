import { expect, it } from 'vitest'
import { everything, isPicked, nothing, pageState, toggle, togglePage } from './picked.ts'

const rows = ['a', 'b', 'c', 'd', 'e']
const ids = ({ ids }: ReturnType<typeof toggle>) => [...ids].sort().join('')

it('a press chooses a row, and another takes it back', () => {
  const one = toggle(nothing, rows, 'b', false)
  expect(ids(one)).toBe('b')
  expect(ids(toggle(one, rows, 'b', false))).toBe('')
})

it('a range goes both ways, and does with all rows what it does with the last', () => {
  const down = toggle(toggle(nothing, rows, 'b', false), rows, 'd', true)
  expect(ids(down)).toBe('bcd')
  const up = toggle(toggle(nothing, rows, 'e', false), rows, 'c', true)
  expect(ids(up)).toBe('cde')
  expect(ids(toggle(toggle(down, rows, 'c', false), rows, 'd', true))).toBe('b')
})

it('a range without a beginning is one row', () => {
  expect(ids(toggle(nothing, rows, 'c', true))).toBe('c')
  expect(ids(toggle({ ...nothing, anchor: 'left' }, rows, 'c', true))).toBe('c')
})

it('the page is chosen in none, some or all of its rows', () => {
  const some = toggle(nothing, rows, 'a', false)
  expect([nothing, some, togglePage(some, rows)].map((each) => pageState(each, rows))).toEqual([
    'none',
    'some',
    'all',
  ])
  expect(togglePage(togglePage(nothing, rows), rows)).toBe(nothing)
})

it('of all that match, leaving one out leaves the others of the page', () => {
  expect(isPicked(everything, 'x')).toBe(true)
  expect(ids(toggle(everything, rows, 'c', false))).toBe('abde')
  expect(togglePage(everything, rows)).toBe(nothing)
})
