/** What the page says when something dies under it. */
import { readFileSync } from 'node:fs'
import { startServer, type TestServer } from './harness.ts'
import { badge, card, expect, press, test } from './quiet-page.ts'

const tasks = {
  'wait.ts': `import { defineTask, z } from 'runboard'
    export default defineTask({
      input: z.object({ seconds: z.number().default(300) }),
      async run({ input, signal }) {
        console.log('started')
        await new Promise((resolve) => {
          setTimeout(resolve, input.seconds * 1000)
          signal.addEventListener('abort', resolve)
        })
      },
    })`,
}

// A server that is away is a network error, which Chromium writes to the console.
test.use({ expectedTrouble: /net::ERR_|Failed to load resource|WebSocket/ })

let server: TestServer

test.beforeEach(async () => {
  server = await startServer({ tasks })
})
test.afterEach(async () => {
  await server.stop()
})

test('while the server is away the page keeps its data and says so, and heals by itself', async ({
  page,
}) => {
  await page.goto(server.url)
  await press(page, 'wait', 'Run')
  await expect(badge(page, 'wait')).toHaveAttribute('data-status', 'running')
  await server.crash()
  await expect(page.getByText(/Connection lost, data of/)).toBeVisible()
  await expect(badge(page, 'wait')).toHaveAttribute('data-status', 'running')
  server = await startServer({ folder: server.folder, port: server.port })
  await expect(page.getByText(/Connection lost, data of/)).toBeHidden()
  // The runner and its task have not noticed: the run goes on, and can be stopped through the new server.
  await expect(badge(page, 'wait')).toHaveAttribute('data-status', 'running')
  await press(page, 'wait', 'Cancel')
  await expect(badge(page, 'wait')).toHaveAttribute('data-status', 'canceled')
})

test('a run whose runner was killed is interrupted, with when and why, and can be run again', async ({
  page,
}) => {
  await page.goto(server.url)
  await press(page, 'wait', 'Run')
  await expect(badge(page, 'wait')).toHaveAttribute('data-status', 'running')
  await card(page, 'wait').locator('a[href^="/runs/"]').first().click()
  await expect(page.getByText('started', { exact: true })).toBeVisible()
  process.kill(childrenOf(server.pid)[0] ?? 0, 'SIGKILL')
  await expect(page.locator('[data-status="interrupted"]').first()).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(/The server stopped at .* while this was running/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run again' }).first()).toBeEnabled()
})

test('a run whose process was killed has failed, and says what may be the reason', async ({ page }) => {
  await page.goto(server.url)
  await press(page, 'wait', 'Run')
  await expect(badge(page, 'wait')).toHaveAttribute('data-status', 'running')
  await card(page, 'wait').locator('a[href^="/runs/"]').first().click()
  await expect(page.getByText('started', { exact: true })).toBeVisible()
  const [runner = 0] = childrenOf(server.pid)
  for (const pid of childrenOf(runner)) process.kill(pid, 'SIGKILL')
  await expect(page.locator('[data-status="failed"]').first()).toBeVisible()
  await expect(page.getByText(/killed by SIGKILL, possibly out of memory/).first()).toBeVisible()
})

const childrenOf = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
