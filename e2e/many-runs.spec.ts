/** Runs that are canceled, made again or deleted, many at once or one. */
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { call } from './client.ts'
import { startServer, type TestServer } from './harness.ts'

const tasks = {
  'quick.ts': `
    import { defineTask, z } from 'runboard'
    export default defineTask({
      input: z.object({ value: z.string().default('x') }), maxQueued: 5000,
      run({ input, log }) { log('a line'); return input.value },
    })`,
  'hold.ts': `
    import { once } from 'node:events'
    import { defineTask } from 'runboard'
    export default defineTask({ maxQueued: 5000, run: ({ signal }) => once(signal, 'abort') })`,
  'full.ts': `
    import { defineTask } from 'runboard'
    export default defineTask({ maxQueued: 1, run() {} })`,
}

let server: TestServer
test.beforeAll(async () => {
  server = await startServer({ tasks })
})
test.afterAll(async () => {
  await server.stop()
})

const get = (path: string, headers?: Record<string, string>) => call(server, 'GET', path, { headers })
const post = (path: string, body?: unknown, headers?: Record<string, string>) =>
  call(server, 'POST', path, { body, headers })
const remove = (id: string, headers?: Record<string, string>) =>
  call(server, 'DELETE', `/api/runs/${id}`, { headers })

const start = async (task: string, body: object = {}): Promise<string> =>
  (await post(`/api/tasks/${task}/runs`, body)).body.id

async function finished(body: object = {}): Promise<string> {
  const answer = await post('/api/tasks/quick/runs', body, { Prefer: 'wait=30' })
  expect([answer.status, answer.headers['preference-applied']]).toEqual([200, 'wait=30'])
  return answer.body.id
}

const unknown = 'run_00000000000000000000'

test.describe('canceling', () => {
  test('by ids: whatever has ended or is not there is skipped', async () => {
    const [ended, running, queued] = [await finished(), await start('hold'), await start('hold')]
    const { status, body } = await post('/api/runs/cancel', { ids: [ended, running, queued, unknown, 'x'] })
    expect(status).toBe(202)
    expect(body.accepted).toEqual([running, queued])
    expect(body.skipped.map(({ id, code }: { id: string; code: string }) => [id, code])).toEqual([
      [ended, 'run_final'],
      [unknown, 'not_found'],
      ['x', 'not_found'],
    ])
    expect([body.more, body.nextCursor]).toEqual([false, null])
    await expect.poll(async () => (await get(`/api/runs/${running}`)).body.status).toBe('canceled')
  })

  test('by a filter: that of the list, and a thousand a call', async () => {
    test.setTimeout(120_000)
    const kept = await start('quick', { delay: '1h' })
    for (let i = 0; i < 11; i++)
      await Promise.all(Array.from({ length: 100 }, () => start('hold', { delay: '1h' })))
    const first = (await post('/api/runs/cancel', { filter: { task: 'hold', status: ['queued'] } })).body
    expect([first.accepted.length, first.skipped.length, first.more]).toEqual([1000, 0, true])
    const rest = (await post('/api/runs/cancel', { filter: { task: 'hold' }, force: true })).body
    expect([rest.accepted.length, rest.more]).toEqual([100, false])
    expect((await get(`/api/runs/${kept}`)).body.status).toBe('queued')
    const all = (await post('/api/runs/cancel', { filter: {} })).body
    expect(all.accepted).toEqual([kept])
  })

  test('of nothing in particular is refused', async () => {
    const wrong = [{}, { ids: [unknown], filter: {} }, { force: true }, { ids: [unknown], cursor: unknown }]
    for (const body of wrong)
      expect((await post('/api/runs/cancel', body)).body.code, JSON.stringify(body)).toBe('invalid_input')
    expect((await post('/api/runs/cancel')).status).toBe(422)
    const invalid = [
      { ids: Array(1001).fill(unknown) },
      { ids: unknown },
      { filter: { status: [] } },
      { filter: { status: ['nope'] } },
      { filter: { nope: 1 } },
      { filter: null },
      { filter: {}, cursor: 'x' },
    ]
    for (const body of invalid)
      for (const path of ['/api/runs/cancel', '/api/runs/rerun'])
        expect((await post(path, body)).status, JSON.stringify(body)).toBe(422)
    expect((await post('/api/runs/cancel', { all: true })).body.code).toBe('unknown_field')
    expect((await post('/api/runs/rerun', { filter: {}, force: true })).body.code).toBe('unknown_field')
  })
})

test.describe('making again', () => {
  test('by ids: each new run names its old one, and has its input', async () => {
    const ids = [await finished({ input: { value: 'a' } }), await finished({ input: { value: 'b' } })]
    const { status, body } = await post('/api/runs/rerun', { ids: [...ids, unknown] })
    expect(status).toBe(202)
    expect(body.accepted.map(({ rerunOf }: { rerunOf: string }) => rerunOf)).toEqual(ids)
    expect(body.skipped).toMatchObject([{ id: unknown, code: 'not_found' }])
    const runs = []
    for (const { run } of body.accepted) runs.push((await get(`/api/runs/${run}`)).body)
    expect(runs.map(({ input, rerunOf, trigger }) => [input.value, rerunOf, trigger])).toEqual([
      ['a', ids[0], 'rerun'],
      ['b', ids[1], 'rerun'],
    ])
  })

  test('by a filter, and what its task refuses is skipped with the reason', async () => {
    const ids = []
    for (let i = 0; i < 3; i++) {
      const id = await start('full', { delay: '1h' })
      await post(`/api/runs/${id}/cancel`)
      ids.push(id)
    }
    await start('full', { delay: '1h' })
    const { body } = await post('/api/runs/rerun', { filter: { task: 'full', status: ['canceled'] } })
    expect(body.accepted).toEqual([])
    expect(body.skipped.map(({ id, code }: { id: string; code: string }) => [id, code])).toEqual(
      ids.map((id) => [id, 'queue_full']),
    )
  })
})

test.describe('deleting', () => {
  test('a run that has ended is gone, with its log, and the audit knows', async () => {
    const id = await finished()
    const { status, text, headers } = await remove(id)
    expect([status, text, headers['content-type']]).toEqual([204, '', undefined])
    for (const path of [`/api/runs/${id}`, `/api/runs/${id}/log`]) expect((await get(path)).status).toBe(404)
    expect((await get(`/api/runs?q=${id}`)).body.data).toEqual([])
    expect((await remove(id)).body.code).toBe('not_found')
    const { body } = await get('/api/audit?limit=1')
    expect(body.data).toMatchObject([{ action: 'delete', task: 'quick', run: id }])
  })

  test('one that is active stays', async () => {
    const id = await start('hold')
    const { status, body } = await remove(id)
    expect([status, body.code]).toEqual([409, 'run_active'])
    expect((await get(`/api/runs/${id}`)).status).toBe(200)
    await post(`/api/runs/${id}/cancel?force=true`)
  })

  test('whoever waits for it hears at once that it is gone', async () => {
    const id = await finished()
    const { headers } = await get(`/api/runs/${id}`)
    const waiting = get(`/api/runs/${id}`, { 'If-None-Match': `${headers.etag}`, Prefer: 'wait=30' })
    await delay(200)
    const before = performance.now()
    await remove(id)
    expect((await waiting).status).toBe(404)
    expect(performance.now() - before).toBeLessThan(5_000)
  })

  test('the request that made it, sent again, does not bring it back', async () => {
    const again = () => post('/api/tasks/quick/runs', {}, { 'Idempotency-Key': 'once', Prefer: 'wait=30' })
    const { body } = await again()
    expect((await remove(body.id)).status).toBe(204)
    const repeated = await again()
    expect([repeated.status, repeated.body.code]).toEqual([404, 'not_found'])
    expect(repeated.body.detail).toContain(body.id)
  })

  test('is for our own pages and for programs only', async () => {
    const id = await finished()
    const foreign: Record<string, string>[] = [
      { Origin: 'http://evil.example' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ]
    for (const headers of foreign) expect((await remove(id, headers)).status).toBe(403)
    expect((await remove(id, { 'Content-Type': 'text/plain' })).status).toBe(415)
    expect((await remove('x')).status).toBe(404)
    expect((await remove(id, { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(204)
  })
})

test('the paths of many runs are nobody’s id', async () => {
  for (const path of ['/api/runs/cancel', '/api/runs/rerun'])
    for (const method of ['GET', 'HEAD', 'DELETE']) {
      const { status, headers } = await call(server, method, path)
      expect([status, headers.allow]).toEqual([405, 'POST, OPTIONS'])
    }
})
