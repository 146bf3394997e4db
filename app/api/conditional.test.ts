import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { RouteName } from '../../lib/routes.ts'
import { conditional } from './conditional.ts'
import { Reply } from './reply.ts'

const source = vi.hoisted(() => {
  const listeners = new Set<() => void>()
  return {
    listeners,
    stopping: new AbortController().signal,
    onChange(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
})
vi.mock('../../lib/manager.ts', () => ({ manager: () => source }))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** What the store holds; a new path for each test, so that no watch is shared. */
const state = { body: {} as unknown, path: 0 }
beforeEach(() => void state.path++)

function change(body: unknown) {
  state.body = body
  for (const listener of source.listeners) listener()
}

function get(headers: Record<string, string> = {}, name: RouteName = 'getRun', signal?: AbortSignal) {
  const request = new Request(`http://localhost/${state.path}`, { headers, signal })
  return conditional(name, request, async () => new Reply(state.body, 200, { Link: '<x>' }))
}

const tagOf = async (name?: RouteName) => (await get({}, name)).headers.get('etag') ?? ''

test('an answer has a tag, and the headers of the resource', async () => {
  state.body = { a: 1 }
  const response = await get()
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(response.headers.get('link')).toBe('<x>')
  expect(response.headers.get('etag')).toMatch(/^W\/"[\w-]{43}"$/)
  expect(await response.text()).toBe('{"a":1}')
})

test('equal bodies have equal tags, other bodies have others', async () => {
  state.body = { a: 1 }
  const tag = await tagOf()
  expect(await tagOf()).toBe(tag)
  state.body = { a: 2 }
  expect(await tagOf()).not.toBe(tag)
})

test.each([
  (tag: string) => tag,
  (tag: string) => tag.replace('W/', ''),
  (tag: string) => `"x", ${tag} , "y"`,
  () => '*',
])('a tag that is known, in whatever form, is answered with 304', async (written) => {
  const response = await get({ 'If-None-Match': written(await tagOf()) })
  expect([response.status, await response.text()]).toEqual([304, ''])
})

test('a heartbeat alone is no news, and is in the body', async () => {
  state.body = { data: [{ id: 'a', heartbeatAt: 1, running: 0 }] }
  const tag = await tagOf('listRunners')
  state.body = { data: [{ id: 'a', heartbeatAt: 2, running: 0 }] }
  expect(await tagOf('listRunners')).toBe(tag)
  expect(await (await get({}, 'listRunners')).json()).toEqual(state.body)
  state.body = { data: [{ id: 'a', heartbeatAt: 2, running: 1 }] }
  expect(await tagOf('listRunners')).not.toBe(tag)
})

test('a heartbeat in a resource that has none is news', async () => {
  state.body = { output: { heartbeatAt: 1 } }
  const tag = await tagOf()
  state.body = { output: { heartbeatAt: 2 } }
  expect(await tagOf()).not.toBe(tag)
})

test('who waits is answered with the change', async () => {
  state.body = { a: 1 }
  const waiting = get({ 'If-None-Match': await tagOf(), Prefer: 'wait=25' })
  await vi.advanceTimersByTimeAsync(1000)
  change({ a: 2 })
  const response = await waiting
  expect([response.status, await response.text()]).toEqual([200, '{"a":2}'])
  expect(response.headers.get('preference-applied')).toBe('wait=25')
})

test('who waits for an old copy is answered at once', async () => {
  state.body = { a: 1 }
  expect((await get({ 'If-None-Match': '"old"', Prefer: 'wait=25' })).status).toBe(200)
})

test('who is gone is waited for no more', async () => {
  state.body = { a: 1 }
  const caller = new AbortController()
  const before = source.listeners.size
  const waiting = get({ 'If-None-Match': await tagOf(), Prefer: 'wait=25' }, 'getRun', caller.signal)
  await vi.advanceTimersByTimeAsync(1000)
  caller.abort()
  expect((await waiting).status).toBe(304)
  await vi.advanceTimersByTimeAsync(2000)
  expect(source.listeners.size).toBe(before)
})
