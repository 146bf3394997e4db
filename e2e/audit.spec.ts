/** Who did what, as colleagues read it. */
import { AxeBuilder } from '@axe-core/playwright'
import { call } from './client.ts'
import { startServer, type TestServer } from './harness.ts'
import { card, expect, press, test } from './quiet-page.ts'

const tasks = {
  'long.ts': `import { defineTask } from 'runboard'
    export default defineTask({ maxQueued: 100, run: ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', resolve)) })`,
}
const password = 'open-sesame-1'
const headers = { Authorization: `Bearer ${password}` }

let guarded: TestServer
test.beforeAll(async () => {
  guarded = await startServer({ tasks, env: { RUNBOARD_PASSWORD: password }, headers })
})
test.afterAll(async () => {
  await guarded.stop()
})

test('who starts and cancels a run is named where the run is, and in the audit', async ({ page }) => {
  await page.goto(`${guarded.url}/login`)
  await page.getByLabel('Your name').fill('Ada <b>')
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await press(page, 'long', 'Run')
  await expect(card(page, 'long').getByText('by Ada <b>')).toBeVisible()
  await card(page, 'long').getByRole('link', { name: 'Open' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Queued by Ada <b>')).toBeVisible()
  await expect(page.getByText('Cancel asked by Ada <b>')).toBeVisible()
  await page.getByRole('link', { name: 'Audit' }).click()
  const entries = page.getByRole('main').getByRole('listitem')
  await expect(entries).toHaveCount(3)
  for (const [at, words] of ['Cancel asked · long', 'Started · long', 'Logged in'].entries()) {
    await expect(entries.nth(at)).toContainText(words)
    await expect(entries.nth(at)).toContainText('Ada <b> · 127.0.0.1')
  }
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await entries.nth(1).getByRole('link').click()
  await expect(page).toHaveURL(/\/runs\/run_/)
})

test('earlier entries are a press away, each of them once', async ({ page, context }) => {
  for (let i = 0; i < 60; i++)
    await call(guarded, 'POST', '/api/tasks/long/runs', { headers, body: { delay: `${i + 1}h` } })
  await context.setExtraHTTPHeaders(headers)
  await page.goto(`${guarded.url}/audit`)
  const entries = page.getByRole('main').getByRole('listitem')
  await expect(entries).toHaveCount(50)
  const { body } = await call(guarded, 'GET', '/api/audit?limit=200', { headers })
  await page.getByRole('button', { name: 'Earlier entries' }).click()
  await expect(entries).toHaveCount(body.data.length)
  await expect(page.getByRole('button', { name: 'Earlier entries' })).toBeHidden()
})
