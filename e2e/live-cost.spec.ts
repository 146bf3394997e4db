/** What it costs to watch: requests, JavaScript, and things that move. */
import { gzipSync } from 'node:zlib'
import { startServer, type TestServer } from './harness.ts'
import { badge, expect, press, test } from './quiet-page.ts'

const tasks = {
  'long.ts': `import { defineTask } from 'runboard'
    export default defineTask({ run: ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', resolve)) })`,
}

let server: TestServer
test.beforeAll(async () => {
  server = await startServer({ tasks })
})
test.afterAll(() => server.stop())

/** Runs in the page. */
const show = (state: unknown) => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}

test('a page that is watched has one request under way, and a hidden one none', async ({ page }) => {
  const asked: string[] = []
  page.on(
    'request',
    (request) => request.url().includes('/api/') && asked.push(new URL(request.url()).pathname),
  )
  await page.goto(server.url)
  await expect(badge(page, 'long')).toHaveAttribute('data-status', 'never')
  await expect.poll(() => asked).toEqual(['/api/tasks', '/api/tasks'])
  await page.evaluate(show, 'hidden')
  const { request } = page
  const started = await request.post(`${server.url}/api/tasks/long/runs`, { data: {} })
  const { id } = await started.json()
  await request.get(`${server.url}/api/runs/${id}`, { headers: { Prefer: 'wait=2' } })
  expect(asked).toHaveLength(2)
  await page.evaluate(show, 'visible')
  await expect(badge(page, 'long')).toHaveAttribute('data-status', 'running')
  await request.post(`${server.url}/api/runs/${id}/cancel`, { data: {} })
  await expect(badge(page, 'long')).toHaveAttribute('data-status', 'canceled')
})

test('a run that somebody wants to hear of is asked for even while the page is hidden', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['notifications'], { origin: server.url })
  await page.addInitScript(() => {
    const shown: string[] = []
    class Pretended {
      static requestPermission = async () => 'granted'
      constructor(title: string) {
        shown.push(title)
      }
    }
    Object.assign(window, { shown, Notification: Pretended })
  })
  const started = await page.request.post(`${server.url}/api/tasks/long/runs`, { data: {} })
  const { id } = await started.json()
  await page.goto(`${server.url}/runs/${id}`)
  await page.getByRole('button', { name: 'Notify me when it is done' }).click()
  await expect(page.getByRole('button', { name: 'You will be notified' })).toBeVisible()
  await page.evaluate(show, 'hidden')
  await page.request.post(`${server.url}/api/runs/${id}/cancel`, { data: {} })
  await expect.poll(() => page.evaluate('shown')).toEqual(['Long: Canceled'])
  await page.evaluate(show, 'visible')
  await expect(page.locator('[data-status="canceled"]').first()).toBeVisible()
  expect(await page.evaluate('shown')).toHaveLength(1)
})

test('nothing on the page moves when a run starts elsewhere, but what belongs to its task', async ({
  page,
}) => {
  await page.goto(server.url)
  await expect(badge(page, 'long')).toBeVisible()
  const before = await page.getByRole('heading', { level: 2 }).boundingBox()
  await press(page, 'long', 'Run')
  await expect(badge(page, 'long')).toHaveAttribute('data-status', 'running')
  expect(await page.getByRole('heading', { level: 2 }).boundingBox()).toEqual(before)
  await press(page, 'long', 'Cancel')
  await expect(badge(page, 'long')).toHaveAttribute('data-status', 'canceled')
  expect(await page.getByRole('heading', { level: 2 }).boundingBox()).toEqual(before)
})

test('the first page loads at most 160 KB of JavaScript, of which 133 are the framework', async ({
  page,
}) => {
  const scripts: string[] = []
  page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()))
  await page.goto(server.url)
  await expect(badge(page, 'long')).toBeVisible()
  const sizes = scripts.map(async (url) => gzipSync(await (await page.request.get(url)).body()).length)
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  expect(total).toBeGreaterThan(100_000)
  expect(total).toBeLessThan(160 * 1024)
})
