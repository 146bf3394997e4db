/** The API's page: what is described there can be tried there. */
import { startServer, type TestServer } from './harness.ts'
import { expect, test } from './quiet-page.ts'

const tasks = {
  'greet.ts': `
    import { defineTask, z } from 'runboard'
    export default defineTask({
      title: 'Greet',
      input: z.object({ name: z.string().default('world') }),
      run: ({ input }) => 'hello ' + input.name,
    })`,
}
const password = 'open-sesame-1'

let server: TestServer
let closed: TestServer
test.beforeAll(async () => {
  server = await startServer({ tasks })
  const headers = { Authorization: `Bearer ${password}` }
  closed = await startServer({ tasks, env: { RUNBOARD_PASSWORD: password }, headers })
})
test.afterAll(async () => {
  for (const one of [server, closed]) await one?.stop()
})

test('it is found from every page, and the recipe comes first', async ({ page }) => {
  await page.goto(server.url)
  await page.getByRole('link', { name: 'API' }).click()
  await expect(page).toHaveURL(/\/docs$/)
  await expect(page.locator('.opblock').first()).toContainText('/api/background-task', { timeout: 30_000 })
})

test('a task is started there, and its result is shown', async ({ page }) => {
  await page.goto(`${server.url}/docs`)
  const operation = page.locator('#operations-Tasks-startRun-greet')
  await operation.locator('.opblock-summary-control').click({ timeout: 30_000 })
  await operation.getByRole('button', { name: 'Try it out' }).click()
  await operation.getByPlaceholder('Prefer').fill('wait=20')
  await operation.locator('textarea').first().fill('{"input":{"name":"docs"}}')
  await operation.getByRole('button', { name: 'Execute' }).click()
  await expect(operation.locator('.live-responses-table tbody .response-col_status').first()).toContainText(
    '200',
  )
  await expect(operation.locator('.live-responses-table')).toContainText('hello docs')
})

test('a reader who is logged in calls as themselves', async ({ page }) => {
  await page.goto(`${closed.url}/docs`)
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/docs$/)
  const operation = page.locator('#operations-Tasks-startRun-greet')
  await operation
    .getByRole('button', { name: /startRun|Start a run|greet/ })
    .first()
    .click({ timeout: 30_000 })
  await operation.getByRole('button', { name: 'Try it out' }).click()
  await operation.locator('textarea').first().fill('{}')
  await operation.getByRole('button', { name: 'Execute' }).click()
  await expect(operation.locator('.live-responses-table')).toContainText('"by": "Ada"')
})

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' })
  test('it is dark, and leaves no trace on other pages', async ({ page }) => {
    await page.goto(`${server.url}/docs`)
    await expect(page.locator('html')).toHaveClass(/dark-mode/)
    await page.getByRole('link', { name: 'Tasks' }).click()
    await expect(page.locator('[data-task="greet"]')).toBeVisible()
    await expect(page.locator('html')).not.toHaveClass(/dark-mode/)
  })
})
