/** Files on the pages: chosen in a form, and taken home from the page of a run. */
import { copyTask } from './copy-task.ts'
import { startServer, type TestServer } from './harness.ts'
import { card, expect, press, test } from './quiet-page.ts'

const megabyte = 1024 ** 2
let server: TestServer
test.beforeAll(async () => {
  server = await startServer({ tasks: copyTask, env: { RUNBOARD_FILE_LIMIT: '2MB' } })
})
test.afterAll(async () => {
  await server.stop()
})

test('on the page a file is chosen, sent and run; what comes out is on the page of the run', async ({
  page,
}) => {
  await page.goto(server.url)
  await press(page, 'copy', 'Run…')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dialog.getByText('Please fill this in.')).toBeVisible()
  await dialog
    .getByLabel('Table')
    .setInputFiles({ name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from('a;b') })
  await expect(dialog.getByText('3 bytes')).toBeVisible()
  await expect(dialog.getByRole('progressbar')).toBeHidden()
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await card(page, 'copy').locator('a[href^="/runs/"]').first().click()
  const files = page.getByRole('region', { name: 'Files' })
  const download = page.waitForEvent('download')
  await files.getByRole('link', { name: 'copy of prices.csv' }).click()
  expect((await download).suggestedFilename()).toBe('copy of prices.csv')
  await page.getByRole('button', { name: 'Edit and run again' }).click()
  await expect(page.getByRole('dialog').getByText('The same file as before')).toBeVisible()
})

test.describe('a file that is too large', () => {
  test.use({ expectedTrouble: /status of 413/ })
  test('is refused at its field', async ({ page }) => {
    await page.goto(server.url)
    await press(page, 'copy', 'Run…')
    const dialog = page.getByRole('dialog')
    const buffer = Buffer.alloc(2 * megabyte + 1)
    await dialog.getByLabel('Table').setInputFiles({ name: 'large.bin', mimeType: 'application/zip', buffer })
    await expect(dialog.getByText('This file is larger than the server takes.')).toBeVisible()
  })
})
