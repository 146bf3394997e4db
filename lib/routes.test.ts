import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Route } from './route.ts'
import { routes } from './routes.ts'

const all = Object.entries<Route>(routes)
const fileOf = (path: string) => `app${path.replaceAll('{', '[').replaceAll('}', ']')}/route.ts`

test('no two routes are the same', () => {
  const keys = all.map(([, { method, path }]) => `${method} ${path}`)
  expect(new Set(keys).size).toBe(keys.length)
})

test.each(all)('%s is served by the file at its path', (name, { path }) => {
  expect(existsSync(fileOf(path))).toBe(true)
  expect(readFileSync(fileOf(path), 'utf8')).toContain(`${name}:`)
})

test.each(all)('%s describes the parameters in its path', (_name, { path, params }) => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  expect(Object.keys(params?.shape ?? {})).toEqual(names)
})

test.each(all)('%s says which problems it answers with', (_name, { body, responses }) => {
  for (const status of [400, 403, 421, 500, 503]) expect(responses).toHaveProperty(String(status))
  if (body) for (const status of [413, 415, 422]) expect(responses).toHaveProperty(String(status))
})

const query = (name: 'listRuns' | 'getLog', value: unknown) => routes[name].query.safeParse(value)

test('a list of runs has 50 unless told, and 200 at most', () => {
  expect(query('listRuns', {}).data).toEqual({ limit: 50 })
  expect(query('listRuns', { limit: '200' }).data).toEqual({ limit: 200 })
  for (const limit of ['0', '201', '-1', '1.5', 'x', '', '1e300', 'NaN'])
    expect(query('listRuns', { limit }).success).toBe(false)
})

test('times are read as epoch milliseconds, with or without a time of day', () => {
  expect(query('listRuns', { from: '2026-01-02', to: '2026-01-02T03:04:05+09:00' }).data).toEqual({
    limit: 50,
    from: Date.UTC(2026, 0, 2),
    to: Date.UTC(2026, 0, 1, 18, 4, 5),
  })
  expect(query('listRuns', { from: 'yesterday' }).success).toBe(false)
})

test('a cursor is the id of a run', () => {
  expect(query('listRuns', { cursor: 'run_0123456789abcdefghjk' }).success).toBe(true)
  expect(query('listRuns', { cursor: 'x' }).success).toBe(false)
})

test('a log is read from line 0 up, never from a negative one', () => {
  expect(query('getLog', { after: '0', tail: '0' }).data).toEqual({ after: 0, tail: 0, limit: 1000 })
  expect(query('getLog', { after: '9007199254740991' }).success).toBe(true)
  for (const after of ['-1', '9007199254740993', '1e300', 'x'])
    expect(query('getLog', { after }).success).toBe(false)
})

const body = (value: unknown) => routes.startRun.body.safeParse(value)

test('a delay is a duration in words', () => {
  expect(body({ delay: '5m' }).data).toEqual({ delay: 300_000 })
  for (const delay of ['5', 5, '', '-1s', null]) expect(body({ delay }).success).toBe(false)
})

test('no body is an empty one', () => {
  expect(body(undefined).data).toEqual({})
})
