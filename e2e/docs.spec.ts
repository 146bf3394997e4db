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

/** Swagger UI takes seconds of a processor to appear, which the files that run beside this one share. */
test.setTimeout(120_000)
const appearing = { timeout: 60_000 }

test('it is found from every page; the recipe comes first, and a link to one call opens it, to be tried', async ({
  page,
}) => {
  await page.goto(server.url)
  await expect(page.getByRole('link', { name: 'API' })).toHaveAttribute('href', '/docs')
  await page.goto(`${server.url}/docs#/Tasks/startRun-greet`)
  await expect(page.locator('.opblock').first()).toContainText('/api/background-task', appearing)
  const operation = page.locator('#operations-Tasks-startRun-greet')
  await operation.getByRole('button', { name: 'Try it out' }).click()
  await operation.getByPlaceholder('Prefer').fill('wait=20')
  await operation.locator('textarea').first().fill('{"input":{"name":"docs"}}')
  await operation.getByRole('button', { name: 'Execute' }).click()
  const answer = operation.locator('.live-responses-table')
  await expect(answer.locator('tbody .response-col_status').first()).toContainText('200')
  await expect(answer).toContainText('hello docs')
})

test('a reader who is logged in calls as themselves', async ({ page }) => {
  await page.goto(`${closed.url}/docs`)
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/docs$/)
  const operation = page.locator('#operations-Tasks-startRun-greet')
  await operation.locator('.opblock-summary-control').click(appearing)
  await operation.getByRole('button', { name: 'Try it out' }).click()
  await operation.locator('textarea').first().fill('{}')
  await operation.getByRole('button', { name: 'Execute' }).click()
  await expect(operation.locator('.live-responses-table')).toContainText('"by": "Ada"')
})

test('it is as dark as the reader likes it, and leaves no trace on other pages', async ({ page }) => {
  await page.goto(`${server.url}/docs`)
  await expect(page.locator('html')).not.toHaveClass(/dark-mode/)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(page.locator('html')).toHaveClass(/dark-mode/)
  await page.getByRole('link', { name: 'Tasks' }).click()
  await expect(page.locator('[data-task="greet"]')).toBeVisible()
  await expect(page.locator('html')).not.toHaveClass(/dark-mode/)
})
