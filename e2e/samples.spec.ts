/** The bundled tasks, in the browser, against the server that Playwright starts. */
import { badge, card, expect, press, test } from './quiet-page.ts'

test('word-count.py counts the bundled text', async ({ page }) => {
  await page.goto('/')
  await press(page, 'word-count', 'Run')
  await expect(badge(page, 'word-count')).toHaveAttribute('data-status', 'succeeded', { timeout: 30_000 })
  await card(page, 'word-count').locator('a[href^="/runs/"]').first().click()
  await expect(page.getByText('"words": 26548')).toBeVisible()
})

test('word-count.py counts the text that is given in its form', async ({ page }) => {
  await page.goto('/')
  await press(page, 'word-count', 'Run with…')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').first().fill('one two two three three three')
  await dialog.getByRole('spinbutton').or(dialog.getByRole('textbox').nth(1)).first().fill('2')
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(badge(page, 'word-count')).toHaveAttribute('data-status', 'succeeded', { timeout: 30_000 })
  await card(page, 'word-count').locator('a[href^="/runs/"]').first().click()
  await expect(page.getByText('"words": 6')).toBeVisible()
  await expect(page.getByText('"distinctWords": 3')).toBeVisible()
})

test('count-primes is canceled out of its work', async ({ page }) => {
  await page.goto('/')
  await press(page, 'count-primes', 'Run')
  await expect(badge(page, 'count-primes')).toHaveAttribute('data-status', 'running')
  await press(page, 'count-primes', 'Cancel')
  await expect(badge(page, 'count-primes')).toHaveAttribute('data-status', 'canceled')
})

test("the recipe's endpoints answer byte for byte, true until no run is active", async ({ request }) => {
  const post = () => request.post('/api/background-task', { data: { waitTime: 1 } })
  const status = async () => await (await request.get('/api/background-task')).text()
  expect(await (await post()).text()).toBe('{"message":"ok"}')
  expect(await status()).toBe('{"status":true}')
  const second = await post()
  expect(second.status()).toBe(200)
  const id = second.headers()['x-run-id']
  expect(second.headers().location).toBe(`/api/runs/${id}`)
  await expect
    .poll(async () => (await (await request.get(`/api/runs/${id}`)).json()).status)
    .toBe('succeeded')
  expect(await status()).toBe('{"status":false}')
})

test('flaky fails, is tried again, and succeeds', async ({ page }) => {
  await page.goto('/')
  await press(page, 'flaky', 'Run')
  await expect(badge(page, 'flaky')).toHaveAttribute('data-status', 'succeeded', { timeout: 30_000 })
  await card(page, 'flaky').locator('a[href^="/runs/"]').first().click()
  await expect(page.getByText('Attempt 2', { exact: true })).toBeVisible()
})
