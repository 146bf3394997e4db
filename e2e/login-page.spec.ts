/** The login as people meet it. */
import { startServer, type TestServer } from './harness.ts'
import { card, expect, press, test } from './quiet-page.ts'

const tasks = {
  'nothing.ts': `import { defineTask } from 'runboard'\nexport default defineTask({ run() {} })`,
}
const password = 'open-sesame-1'

// What is refused is a failed request, which Chromium writes to the console.
test.use({ expectedTrouble: /Failed to load resource/ })

let guarded: TestServer

test.beforeAll(async () => {
  const headers = { Authorization: `Bearer ${password}` }
  guarded = await startServer({ tasks, env: { RUNBOARD_PASSWORD: password }, headers })
})
test.afterAll(async () => {
  await guarded.stop()
})

test('a colleague logs in, is sent on to where they wanted to be, runs a task by their name, and logs out', async ({
  page,
}) => {
  await page.goto(`${guarded.url}/runs/run_00000000000000000000`)
  await expect(page).toHaveURL(/\/login\?next=/)
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('Password').fill('wrong')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The password is wrong.')).toBeVisible()
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/runs\/run_0/)
  await page.goto(guarded.url)
  await press(page, 'nothing', 'Run')
  await card(page, 'nothing').locator('a[href^="/runs/"]').first().click()
  await expect(page.getByText('by Ada', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Go to the task' }).click()
  await expect(page.getByText('Authorization: Bearer $RUNBOARD_PASSWORD')).toBeVisible()
  await page.getByRole('button', { name: 'Log out' }).click()
  await expect(page).toHaveURL(/\/login$/)
  await page.goto(guarded.url)
  await expect(page).toHaveURL(/\/login$/)
})

test('after the login nobody is sent to another site', async ({ page }) => {
  for (const next of [
    '//evil.example',
    '/%09/evil.example',
    '/%0a/evil.example',
    '/%5cevil.example',
    'https://evil.example',
  ]) {
    await page.goto('about:blank') // a page that is logged out goes to the login by itself
    await page.context().clearCookies()
    await page.goto(`${guarded.url}/login?next=${next}`)
    await page.getByLabel('Your name').fill('Ada')
    await page.getByLabel('Password').fill(password)
    await page.keyboard.press('Enter')
    await expect(card(page, 'nothing')).toBeVisible()
  }
})

test('a session that ends while a page is open leads to the login, and back', async ({ page }) => {
  await page.goto(guarded.url)
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await expect(card(page, 'nothing')).toBeVisible()
  await page.context().clearCookies()
  // The page asks for news by itself, and learns that it is not known any more.
  await expect(page).toHaveURL(/\/login\?next=%2F$/, { timeout: 40_000 })
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await expect(card(page, 'nothing')).toBeVisible()
})
