/** The list of runs: finding them, watching them, and doing something with many of them. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { call } from './client.ts'
import { startServer, type TestServer } from './harness.ts'
import { expect, test } from './quiet-page.ts'
import { tasks } from './runs-page-tasks.ts'

// Requests that are refused or cut off on purpose: Chromium writes them to the console.
test.use({ expectedTrouble: /status of 400|ERR_FAILED/ })

let server: TestServer
test.beforeAll(async () => {
  server = await startServer({ tasks, env: { RUNBOARD_SLOTS: '8' } })
  for (const word of ['good', 'bad-1', 'needle', 'bad-2']) await start('say', { input: { word } }, true)
  for (let i = 0; i < 60; i++) await start('many', { delay: '1h' })
  for (let i = 0; i < 3; i++) await start('keys', { delay: '1h' })
})
test.afterAll(async () => {
  await server.stop()
})

async function start(task: string, body: object = {}, wait = false): Promise<string> {
  const headers: Record<string, string> = wait ? { Prefer: 'wait=30' } : {}
  return (await call(server, 'POST', `/api/tasks/${task}/runs`, { body, headers })).body.id
}
const cancel = (id: string) => call(server, 'POST', `/api/runs/${id}/cancel`)
const list = async (query: string) => (await call(server, 'GET', `/api/runs?${query}&limit=200`)).body.data

const rows = (page: Page) => page.locator('[data-run]')
const said = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words })
const open = (page: Page, query = '') => page.goto(`${server.url}/runs${query}`)
const choose = async (page: Page, filter: string, choice: string) => {
  await page.getByRole('button', { name: filter, exact: true }).click()
  await page
    .getByRole(/^Status/.test(filter) ? 'menuitemcheckbox' : 'menuitemradio', { name: choice })
    .click()
}

test('filters stand in the address, which a reload and the back button keep', async ({ page }) => {
  await open(page)
  await expect(rows(page)).toHaveCount(50)
  await choose(page, 'Status', 'Failed')
  await page.getByRole('menuitemcheckbox', { name: 'Succeeded' }).click()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/runs\?status=failed&status=succeeded$/)
  await expect(rows(page)).toHaveCount(4)
  await choose(page, 'Started by', 'run again')
  await expect(page.getByRole('heading', { name: 'No run matches' })).toBeVisible()
  await expect(said(page, 'No run matches')).toBeAttached()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Started by: run again' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Status: Succeeded, Failed' })).toBeVisible()
  await page.goBack()
  await expect(rows(page)).toHaveCount(4)
  await choose(page, 'Time', 'The last 7 days')
  await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\dT/)
  await page.getByRole('button', { name: 'Time: since' }).click()
  await expect(page.getByRole('menuitemradio', { name: 'since', checked: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page.getByRole('searchbox')).toBeFocused()
  await expect(page).toHaveURL(/\/runs$/)
  await expect(rows(page)).toHaveCount(50)
})

test('a row tells what its run was given and why it failed, as text, and leads to it', async ({ page }) => {
  await open(page, '?task=say')
  await expect(rows(page)).toHaveCount(4)
  await expect(rows(page).nth(0)).toContainText(/word: bad-2.*No such word: bad-2/)
  await expect(rows(page).nth(0)).not.toContainText('at line 3')
  await expect(rows(page).nth(1)).toContainText('word: needle')
  await expect(page.getByRole('table', { name: 'Runs, the newest first' })).toBeVisible()
  const heights = await rows(page).evaluateAll((all) => all.map((row) => row.clientHeight))
  expect(new Set(heights).size).toBe(1)
  const id = await rows(page).nth(1).getAttribute('data-run')
  await rows(page)
    .nth(1)
    .click({ position: { x: 700, y: 30 } })
  await expect(page).toHaveURL(`${server.url}/runs/${id}`)
})

test('/ leads to the search, which looks into inputs and errors', async ({ page }) => {
  await open(page)
  await expect(rows(page)).toHaveCount(50)
  await page.keyboard.press('/')
  await page.keyboard.type('NEEDLE')
  await expect(page).toHaveURL(/\?q=NEEDLE$/)
  await expect(rows(page)).toHaveCount(1)
  await expect(said(page, '1 run on this page.')).toBeAttached()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('no such word')
  await expect(rows(page)).toHaveCount(2)
  await expect(page.getByRole('searchbox')).toHaveValue('no such word')
  await expect(page.getByRole('searchbox')).toBeFocused()
})

test('older runs are on further pages, and the back button leads to the newer ones', async ({ page }) => {
  await open(page, '?task=many')
  await expect(rows(page)).toHaveCount(50)
  const [first] = await list('task=many')
  await expect(rows(page).first()).toHaveAttribute('data-run', first.id)
  await page.getByRole('link', { name: 'Older' }).click()
  await expect(rows(page)).toHaveCount(10)
  await expect(page).toHaveURL(/\?task=many&cursor=run_/)
  await expect(page.getByRole('link', { name: 'Older' })).toBeHidden()
  await page.goBack()
  await expect(rows(page)).toHaveCount(50)
  await page.goForward()
  await page.getByRole('link', { name: 'Newest' }).click()
  await expect(rows(page).first()).toHaveAttribute('data-run', first.id)
})

test('new runs come by themselves; while somebody points into the list, no row moves', async ({ page }) => {
  await open(page, '?task=live')
  await expect(page.getByText('No run matches')).toBeVisible()
  const first = await start('live')
  await expect(rows(page)).toHaveCount(1)
  const second = await start('live')
  await expect(rows(page)).toHaveCount(2)
  await rows(page).first().hover()
  await expect(rows(page).first().locator('[data-status="running"]')).toBeVisible()
  const third = await start('live')
  const news = page.getByRole('button', { name: '1 new run' })
  await expect(news).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: '1 new run' })).toBeAttached()
  await cancel(second)
  await expect(rows(page).first().locator('[data-status="canceled"]')).toBeVisible()
  await expect(rows(page)).toHaveCount(2)
  await news.click()
  await expect(rows(page).first()).toHaveAttribute('data-run', third)
  await expect(news).toBeHidden()
  for (const id of [first, third]) await cancel(id)
})

test('a run that stops to match stays where it is read, and says so', async ({ page }) => {
  const id = await start('live')
  await open(page, '?task=live&status=running&status=queued')
  await rows(page).first().hover()
  await cancel(id)
  await expect(rows(page).first()).toContainText('Not in this list any more')
  await page.mouse.move(0, 0)
  await page.reload()
  await expect(page.getByText('No run matches')).toBeVisible()
})

test('all that match are canceled by one press, after a question with their number', async ({ page }) => {
  await open(page, '?task=many')
  await page.getByLabel('Select all on this page').check()
  await page.getByRole('button', { name: 'Select all that match' }).click()
  await page.getByRole('button', { name: 'Cancel…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Cancel 60 runs that match?' })
  const posts: string[] = []
  page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()))
  await dialog.getByRole('button', { name: 'Cancel 60 runs' }).dblclick()
  await expect(page.getByText('60 runs were asked to stop.')).toBeVisible()
  expect(posts).toEqual([`${server.url}/api/runs/cancel`])
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('region', { name: 'Selected runs' })).toBeHidden()
  await expect(page.locator('#content')).toBeFocused()
  const statuses = (await list('task=many')).map(({ status }: { status: string }) => status)
  expect(new Set(statuses)).toEqual(new Set(['canceled']))
})

test('a range is run again; what its task asks is asked, and what is refused is said with the reason', async ({
  page,
}) => {
  for (let i = 0; i < 4; i++) await cancel(await start('full', { delay: '1h' }))
  await open(page, '?task=full&status=canceled')
  await rows(page).nth(0).getByRole('checkbox').click()
  await rows(page)
    .nth(2)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] })
  await expect(said(page, '3 selected')).toBeAttached()
  await expect(page.getByRole('button', { name: 'Cancel…' })).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Run again…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Run 3 runs again?' })
  await expect(dialog).toContainText('It costs a fortune.')
  await dialog.getByRole('button', { name: 'Run 3 again' }).click()
  await expect(page.getByText('skipped: the queue of the task is full')).toBeVisible()
  const again = await list('task=full&trigger=rerun')
  await expect(page.getByText(`${again.length} new run`)).toBeVisible()
})

test('what went wrong is said, and a run again that may have begun is asked for under the same key', async ({
  page,
}) => {
  await open(page, '?task=say')
  await rows(page).first().getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Run again…' }).click()
  const keys: (string | undefined)[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/runs/rerun')) keys.push(request.headers()['idempotency-key'])
  })
  await page.route('**/api/runs/rerun', (route) => route.abort())
  await page.getByRole('button', { name: 'Run 1 again' }).click()
  await expect(page.getByText('Not done: the server could not be reached.')).toBeVisible()
  await page.unroute('**/api/runs/rerun')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('1 new run was started.')).toBeVisible()
  expect(keys[0]).toBeTruthy()
  expect(new Set(keys).size).toBe(1)
})

test('j, k, x and Enter go through the list', async ({ page }) => {
  await open(page, '?task=keys')
  await expect(rows(page)).toHaveCount(3)
  for (const key of ['j', 'j', 'j', 'k', 'x']) await page.keyboard.press(key)
  await expect(rows(page).nth(1).getByRole('checkbox')).toBeChecked()
  await expect(said(page, '1 selected')).toBeAttached()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/runs\/run_/)
})

test('Escape gives up what is chosen, after what stands over it, and focus is kept', async ({ page }) => {
  await open(page, '?task=many')
  const box = page.getByLabel('Select all on this page')
  const bar = page.getByRole('region', { name: 'Selected runs' })
  await box.check()
  await page.getByRole('button', { name: 'Select all that match' }).click()
  await expect(bar).toBeFocused()
  await page.getByRole('button', { name: 'Run again…' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('button', { name: 'Status' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
  await expect(bar).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await box.check()
  await page.getByRole('button', { name: 'Select none' }).click()
  await expect(rows(page).first().locator('a[data-open]')).toBeFocused()
})

test('a wrong filter gets the words of the server, and a way out', async ({ page }) => {
  await open(page, '?status=nope')
  const notice = page.getByRole('region', { name: 'These filters cannot be used' })
  await expect(notice).toContainText('status: ')
  await notice.getByRole('button', { name: 'Clear filters' }).click()
  await expect(rows(page)).toHaveCount(50)
})

test('where nothing was run yet it leads to the tasks', async ({ page }) => {
  await page.route('**/api/runs', (route) => route.fulfill({ json: { data: [], nextCursor: null } }))
  await open(page)
  await page.getByRole('link', { name: 'Go to the tasks' }).click()
  await expect(page).toHaveURL(`${server.url}/`)
})

test('times are told as the reader likes them, on the next visit too', async ({ page }) => {
  await open(page, '?task=say')
  const time = rows(page).first().locator('time')
  await expect(time).toHaveText(/ago|now/)
  await page.getByRole('button', { name: 'Exact times' }).click()
  await expect(time).toHaveText(/\d\d:\d\d:\d\d$/)
  await page.reload()
  await expect(time).toHaveText(/\d\d:\d\d:\d\d$/)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('runs are cards that fit, with room for a finger', async ({ page }) => {
    await open(page)
    await expect(
      page.getByRole('list', { name: 'Runs, the newest first' }).getByRole('listitem'),
    ).toHaveCount(50)
    await expect(page.getByRole('table')).toHaveCount(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    const box = await rows(page).first().locator('label').boundingBox()
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44)
    await rows(page).first().getByRole('checkbox').tap()
    const bar = await page.getByRole('region', { name: 'Selected runs' }).boundingBox()
    const tabs = await page.getByRole('navigation', { name: 'Main' }).boundingBox()
    expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(tabs?.y ?? 0)
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  })
})

for (const colorScheme of ['light', 'dark'] as const)
  for (const [language, status] of [
    ['en', 'Status'],
    ['ja', '状態'],
  ] as const)
    test(`the page can be read by everybody: ${colorScheme}, ${language}`, async ({ page, context }) => {
      await context.addCookies([{ name: 'language', value: language, url: server.url }])
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await open(page, '?task=say')
      await rows(page).nth(0).getByRole('checkbox').check()
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      await page.getByRole('button', { name: status }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      expect((await new AxeBuilder({ page }).include('[role="menu"]').analyze()).violations).toEqual([])
    })
