import { expect, test } from '@playwright/test'

test('a click on Run moves the badge through running to succeeded', async ({ page }) => {
  await page.goto('/')
  const task = page.locator('[data-task="heavy-task"]')
  await task.getByRole('button', { name: 'Run', exact: true }).click()
  const badge = task.locator('[data-status]').first()
  await expect(badge).toHaveAttribute('data-status', /queued|running/)
  await expect(badge).toHaveAttribute('data-status', 'running')
  await expect(badge).toHaveAttribute('data-status', 'succeeded', { timeout: 20_000 })
})
