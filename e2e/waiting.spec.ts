import { expect, test } from '@playwright/test'
import { call } from './client.ts'
import { startServer, type TestServer } from './harness.ts'

const tasks = {
  'hold.ts': `
    import { once } from 'node:events'
    import { defineTask } from 'runboard'
    export default defineTask({
      concurrency: 20,
      run({ signal, log }) { log('started'); return once(signal, 'abort') },
    })`,
}

let server: TestServer
test.beforeAll(async () => {
  server = await startServer({ tasks })
})
test.afterAll(async () => {
  await server.stop()
})

const get = (path: string, headers: Record<string, string> = {}, from = server) =>
  call(from, 'GET', path, { headers })
const waitFor = (path: string, etag: unknown, seconds = 30, from = server) =>
  get(path, { 'If-None-Match': `${etag}`, Prefer: `wait=${seconds}` }, from)
const start = async (on = server) => (await call(on, 'POST', '/api/tasks/hold/runs')).body.id
const cancel = (id: string) => call(server, 'POST', `/api/runs/${id}/cancel`)

/** A run that does nothing more by itself, and its tag. */
async function quietRun(on = server) {
  const id = await start(on)
  const path = `/api/runs/${id}`
  let { body, headers } = await get(path, {}, on)
  while (body.status !== 'running') {
    const next = await waitFor(path, headers.etag, 30, on)
    if (next.status === 200) ({ body, headers } = next)
  }
  return { id, path, etag: headers.etag }
}

test('a copy that still holds is answered with 304', async () => {
  for (const path of [
    '/api/tasks',
    '/api/tasks/hold',
    '/api/runs',
    '/api/runners',
    '/api/background-task',
    '/healthz',
  ]) {
    const { headers } = await get(path)
    expect((await get(path, { 'If-None-Match': `${headers.etag}` })).status).toBe(304)
    expect((await get(path, { 'If-None-Match': `"x", ${headers.etag}` })).status).toBe(304)
    expect((await get(path, { 'If-None-Match': '"x"' })).status).toBe(200)
  }
})

test('who does not know the resource yet does not wait for it', async () => {
  const { status, headers } = await get('/api/tasks', { Prefer: 'wait=60' })
  expect([status, headers['preference-applied']]).toEqual([200, undefined])
})

test('a wait ends with 304 when nothing happens', async () => {
  const { path, etag } = await quietRun()
  const answer = await waitFor(path, etag, 1)
  expect([answer.status, answer.headers.etag, answer.headers['preference-applied']]).toEqual([
    304,
    etag,
    'wait=1',
  ])
})

test('a wait ends with the change, for everybody who waits', async () => {
  const { id, path, etag } = await quietRun()
  const waiting = Array.from({ length: 50 }, () => waitFor(path, etag))
  await cancel(id)
  for (const answer of await Promise.all(waiting)) {
    expect(answer.status).toBe(200)
    expect(answer.body.cancelRequestedAt).not.toBe(null)
  }
})

test('no change is missed between two waits', async () => {
  const path = `/api/runs/${await start()}`
  const seen: string[] = []
  let etag = '"none"'
  while (seen.at(-1) !== 'canceled') {
    const { status, body, headers } = await waitFor(path, etag)
    if (status !== 200) continue
    if (body.status === 'running' && !body.cancelRequestedAt) await cancel(body.id)
    etag = `${headers.etag}`
    seen.push(body.status)
  }
  expect(seen).toContain('running')
})

test('a log is waited for, line by line to its end', async () => {
  const id = await start()
  const texts: string[] = []
  let [path, etag, eof] = [`/api/runs/${id}/log`, '"none"', false]
  while (!eof) {
    const { status, body, headers } = await waitFor(path, etag)
    if (status !== 200) continue
    texts.push(...body.lines.map(({ text }: { text: string }) => text))
    if (body.lines.some(({ text }: { text: string }) => text === 'started')) await cancel(id)
    eof = body.eof
    etag = body.lines.length > 0 ? '"none"' : `${headers.etag}`
    path = `/api/runs/${id}/log?after=${body.next}`
  }
  expect(texts[0]).toBe('started')
})

test('a server that stops answers those who wait, says what it waits for, and ends well', async () => {
  const stopping = await startServer({ tasks })
  const { path, etag } = await quietRun(stopping)
  const held = waitFor(path, etag, 60, stopping)
  // It is held once this, sent after it, is answered.
  await get('/healthz', {}, stopping)
  const code = await stopping.stop()
  expect([200, 304]).toContain((await held).status)
  expect(code).toBe(0)
  expect(stopping.output()).toContain('waiting up to 1 s for a run (hold)')
})
