import { expect, it } from 'vitest'
import { filterOf, hasFilter, parseQuery, queryText, since } from './runs-query.ts'

const parse = (text: string) => parseQuery(new URLSearchParams(text))

it('an address and its query say the same', () => {
  const text =
    'task=a+b&status=failed&status=timed_out&trigger=api&from=2026-11-01&to=2026-11-02&q=x%26y&cursor=run_1'
  expect(queryText(parse(text))).toBe(text)
  expect(parse(text)).toEqual({
    task: 'a b',
    status: ['failed', 'timed_out'],
    trigger: 'api',
    from: '2026-11-01',
    to: '2026-11-02',
    q: 'x&y',
    cursor: 'run_1',
  })
})

it('the order of an address, repetitions, empty values and foreign names make no other query', () => {
  expect(queryText(parse('q=&status=timed_out&utm=1&status=failed&status=failed&task=a'))).toBe(
    'task=a&status=failed&status=timed_out',
  )
})

it('a wrong value stays, for the server to refuse', () => {
  expect(queryText(parse('status=nope'))).toBe('status=nope')
})

it('a place in the list is no filter', () => {
  expect(hasFilter(parse('cursor=run_1'))).toBe(false)
  expect(hasFilter(parse('status=failed'))).toBe(true)
  expect(filterOf(parse('cursor=run_1&q=x'))).toEqual({ q: 'x' })
})

it('the last hour begins at a whole minute', () => {
  expect(since(3_600_000, Date.parse('2026-11-24T12:34:56.789Z'))).toBe('2026-11-24T11:34:00Z')
})
