/** Finding and starting things by name and by key. */
import type { Page } from '@playwright/test'
import { startServer, type TestServer } from './harness.ts'
import { badge, card, expect, press, test } from './quiet-page.ts'

const wait = (title: string, more = '') => `import { defineTask, z } from 'runboard'
  export default defineTask({ title: '${title}', ${more} run: ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', resolve)) })`
const tasks = {
  'invoices.ts': wait('Invoices', "description: 'Sends what customers owe.',"),
  'mail.ts': wait('Newsletter'),
  'report.ts': wait('Report', 'input: z.object({ month: z.string() }),'),
}

let server: TestServer
test.beforeAll(async () => {
  server = await startServer({ tasks })
})
test.afterAll(() => server.stop())
test.beforeEach(({ page }) => page.goto(server.url).then(() => expect(card(page, 'mail')).toBeVisible()))

test('a task is found by words of its title and description', async ({ page }) => {
  await page.keyboard.press('/')
  await page.keyboard.type('OWE customers')
  await expect(page.locator('[data-task]')).toHaveCount(1)
  await expect(card(page, 'invoices')).toBeVisible()
  await page.keyboard.type('x')
  await expect(page.getByText('No task fits “OWE customersx”.')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(page.locator('[data-task]')).toHaveCount(3)
})

const said = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words })

test('a search among the tasks says what it has found, and keeps the focus', async ({ page }) => {
  const field = page.getByRole('searchbox', { name: 'Find a task' })
  await field.fill('newsletter')
  await expect(said(page, '1 task is shown.')).toBeAttached()
  await field.fill('nothing like this')
  await expect(said(page, 'No task fits “nothing like this”.')).toBeAttached()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(field).toBeFocused()
  await expect(said(page, '3 tasks are shown.')).toBeAttached()
})

test('whatever is at work stands first when the page opens, and stays where it is while it is open', async ({
  page,
}) => {
  const titles = page.locator('[data-task] h2')
  await expect(titles).toHaveText(['Invoices', 'Newsletter', 'Report'])
  await expect(page.getByText('Nothing is running.')).toBeVisible()
  await press(page, 'mail', 'Run')
  await expect(badge(page, 'mail')).toHaveAttribute('data-status', 'running')
  await expect(page.getByRole('link', { name: '1 running' })).toHaveAttribute('href', '/runs?status=running')
  await expect(titles).toHaveText(['Invoices', 'Newsletter', 'Report'])
  await page.reload()
  await expect(titles).toHaveText(['Newsletter', 'Invoices', 'Report'])
  await press(page, 'mail', 'Cancel')
  await expect(badge(page, 'mail')).toHaveAttribute('data-status', 'canceled')
})

test('the palette runs a task, opens a run, and leads to pages', async ({ page }) => {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find anything' }).fill('newsl')
  await expect(page.getByRole('option', { name: 'Run Newsletter' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/runs\/run_/)
  await expect(page.locator('[data-status="running"]').first()).toBeVisible()
  const run = page.url().split('/').at(-1) ?? ''

  await page.getByRole('button', { name: 'Find anything' }).click()
  await page.getByRole('combobox', { name: 'Find anything' }).fill('audit')
  await page.getByRole('option', { name: 'Audit' }).click()
  await expect(page).toHaveURL(/\/audit$/)

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find anything' }).fill(run)
  await page.getByRole('option', { name: /Running Newsletter/ }).click()
  await expect(page).toHaveURL(new RegExp(`/runs/${run}$`))
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-status="canceled"]').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run again' })).toBeFocused()
})

test('the focus stays where the work is when the button that was pressed goes away', async ({ page }) => {
  await card(page, 'mail').getByRole('button', { name: 'Run', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(card(page, 'mail').getByRole('link', { name: 'View the running one' })).toBeFocused()
  await card(page, 'mail').getByRole('button', { name: 'Cancel' }).focus()
  await page.keyboard.press('Enter')
  await expect(badge(page, 'mail')).toHaveAttribute('data-status', 'canceled')
  await expect(card(page, 'mail').getByRole('button', { name: 'Run', exact: true })).toBeFocused()
})

test('a task that asks for an input leads to its form', async ({ page }) => {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('report')
  await page.getByRole('option', { name: 'Run Report' }).click()
  await expect(page).toHaveURL(/\/tasks\/report$/)
})

test('the keys are listed, lead to pages, and can be turned off', async ({ page }) => {
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  await expect(sheet.getByText('Wrap lines')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(page).toHaveURL(/\/runs$/)
  await page.keyboard.press('?')
  await sheet.getByRole('checkbox', { name: 'Single keys do something' }).uncheck()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Find anything' })).toBeVisible()
  await expect(page).toHaveURL(/\/runs$/)
})
