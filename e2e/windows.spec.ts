/** Several windows on one server: they agree, and none of them stands in the way of Run. */
import { test as base, type Page } from '@playwright/test'
import { startServer, type TestServer } from './harness.ts'
import { badge, card, expect, press, test } from './quiet-page.ts'

const waitFor = (seconds: number) => `import { defineTask, z } from 'runboard'
    export default defineTask({
      input: z.object({ seconds: z.number().default(${seconds}) }),
      async run({ input, progress, signal }) {
        for (let i = 0; i < input.seconds * 10 && !signal.aborted; i++) {
          progress(i, input.seconds * 10)
          await new Promise((resolve) => setTimeout(resolve, 100))
        }
      },
    })`

const tasks = { 'wait.ts': waitFor(3), 'long.ts': waitFor(300) }

let server: TestServer

base.beforeAll(async () => {
  server = await startServer({ tasks })
})
base.afterAll(() => server.stop())

const countRuns = async (page: Page, task = 'wait') =>
  (await (await page.request.get(`${server.url}/api/runs?task=${task}&limit=200`)).json()).data.length

test('a reload in the middle of a run shows it running', async ({ page }) => {
  const response = await page.request.post(`${server.url}/api/tasks/wait/runs`, {
    data: { input: { seconds: 300 } },
  })
  const { id } = await response.json()
  await page.goto(server.url)
  await expect(badge(page, 'wait')).toHaveAttribute('data-status', 'running')
  await page.reload()
  await expect(badge(page, 'wait')).toHaveAttribute('data-status', 'running')
  await page.goto(`${server.url}/runs/${id}`)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(page.locator('[data-status="canceled"]').first()).toBeVisible()
})

test('two windows show the same, without a reload', async ({ page, context }) => {
  const other = await context.newPage()
  await page.goto(server.url)
  await other.goto(server.url)
  await press(page, 'wait', 'Run')
  for (const status of ['running', 'succeeded']) {
    await expect(badge(page, 'wait')).toHaveAttribute('data-status', status)
    await expect(badge(other, 'wait')).toHaveAttribute('data-status', status)
  }
})

test('with eight windows open, Run still answers', async ({ page, context }) => {
  for (let i = 0; i < 7; i++) await (await context.newPage()).goto(server.url)
  await page.goto(server.url)
  await page.bringToFront()
  await press(page, 'wait', 'Run')
  await expect(badge(page, 'wait')).toHaveAttribute('data-status', 'running')
  for (const window of context.pages()) {
    await expect(badge(window, 'wait')).toHaveAttribute('data-status', 'succeeded')
  }
})

test('a double click on Run makes one run', async ({ page }) => {
  await page.goto(server.url)
  const before = await countRuns(page)
  await card(page, 'wait').getByRole('button', { name: 'Run', exact: true }).dblclick()
  await expect(badge(page, 'wait')).toHaveAttribute('data-status', 'running')
  await expect(badge(page, 'wait')).toHaveAttribute('data-status', 'succeeded')
  expect(await countRuns(page)).toBe(before + 1)
})

test('Enter and a click at once make one run', async ({ page }) => {
  await page.goto(server.url)
  const before = await countRuns(page)
  const run = card(page, 'wait').getByRole('button', { name: 'Run', exact: true })
  await run.focus()
  await run.evaluate((button: HTMLButtonElement) => {
    button.click()
    button.click()
  })
  await expect(badge(page, 'wait')).toHaveAttribute('data-status', 'succeeded')
  expect(await countRuns(page)).toBe(before + 1)
})

test('a press in each of two windows makes two runs, and the second says that one is running', async ({
  page,
  context,
}) => {
  const other = await context.newPage()
  await page.goto(server.url)
  await other.goto(server.url)
  await press(page, 'long', 'Run')
  await expect(card(other, 'long').getByRole('link', { name: 'View the running one' })).toBeVisible()
  await press(other, 'long', 'Queue another')
  await expect.poll(() => countRuns(page, 'long')).toBe(2)
})
