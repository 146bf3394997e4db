/** The badge of a task, as a README or a wiki shows it. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { call } from './client.ts'
import { startServer, type TestServer } from './harness.ts'

const task = (body: string) => `import { defineTask } from 'runboard'\nexport default defineTask({ ${body} })`
const tasks = {
  'good.ts': task(`title: 'Nightly <b>sum</b>', run() {}`),
  'bad.ts': task(`run() { throw new Error('no') }`),
  'long.ts': task(`run: ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', resolve))`),
  'broken.ts': 'export default 1',
}

let server: TestServer
let wiki: Server
test.beforeAll(async () => {
  const password = 'open-sesame-1'
  const headers = { Authorization: `Bearer ${password}` }
  server = await startServer({
    tasks,
    env: { RUNBOARD_PASSWORD: password, RUNBOARD_PUBLIC_BADGES: 'on' },
    headers,
  })
  for (const name of ['good', 'bad', 'good'])
    await call(server, 'POST', `/api/tasks/${name}/runs`, { headers: { ...headers, Prefer: 'wait=30' } })
  await call(server, 'POST', '/api/tasks/long/runs', { headers })
  const picture = `<img alt="badge" src="${server.url}/api/tasks/good/badge.svg">`
  wiki = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(picture))
  await new Promise<void>((resolve) => wiki.listen(0, '127.0.0.1', resolve))
})
test.afterAll(async () => {
  wiki.close()
  await server.stop()
})

const badge = (name: string, query = '', headers = {}) =>
  call(server, 'GET', `/api/tasks/${name}/badge.svg${query}`, { headers })
const titleOf = ({ text }: { text: string }) => /<title>(.*?)<\/title>/.exec(text)?.[1]

test('it says how the task is, in words and for screen readers', async () => {
  expect(titleOf(await badge('good'))).toMatch(
    /^Nightly &lt;b&gt;sum&lt;\/b&gt;: Succeeded, \d{4}-\d\d-\d\d \d\d:\d\d UTC$/,
  )
  expect(titleOf(await badge('bad'))).toMatch(/^bad: Failed, /i)
  await expect.poll(async () => titleOf(await badge('long'))).toMatch(/^long: Running, /i)
  expect(titleOf(await badge('broken'))).toMatch(/: Cannot run$/)
  expect(titleOf(await badge('good', '?show=rate&label=nightly'))).toBe('nightly: 2 of 2 succeeded')
  expect(titleOf(await badge('bad', '?show=rate'))).toMatch(/: 0 of 1 succeeded$/)
})

test('a label cannot bring markup with it', async () => {
  const { text } = await badge('good', `?label=${encodeURIComponent('</title><script>alert(1)</script>')}`)
  expect(text).not.toContain('<script')
  expect((await badge('good', '?label=a%00b')).status).toBe(400)
  expect((await badge('good', '?color=red')).status).toBe(400)
  expect((await badge('nothing-here')).status).toBe(404)
})

test('it is kept for 30 seconds and asked for again by its tag', async () => {
  const { status, headers } = await badge('good')
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('image/svg+xml')
  expect(headers['cache-control']).toBe('private, max-age=30')
  expect((await badge('good', '', { 'If-None-Match': headers.etag })).status).toBe(304)
})

test('a page of another site shows it, although the reader is not logged in', async ({ page }) => {
  await page.goto(`http://127.0.0.1:${(wiki.address() as AddressInfo).port}`)
  const width = () => page.getByAltText('badge').evaluate((image) => (image as HTMLImageElement).naturalWidth)
  await expect.poll(width).toBeGreaterThan(100)
})

test('without RUNBOARD_PUBLIC_BADGES it asks who you are, like everything else', async () => {
  const headers = { Authorization: 'Bearer open-sesame-1' }
  const closed = await startServer({ env: { RUNBOARD_PASSWORD: 'open-sesame-1' }, headers })
  expect((await call(closed, 'GET', '/api/tasks/good/badge.svg')).status).toBe(401)
  await closed.stop()
})
