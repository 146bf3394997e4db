import { startServer, type TestServer } from './harness.ts'
import { card, expect, press, test } from './quiet-page.ts'

const tasks = {
  'login.ts': `import { defineTask, z } from 'runboard'
    export default defineTask({
      input: z.object({ password: z.string().meta({ secret: true }) }),
      async run({ input }) {
        console.log('The password is ' + input.password)
        return input.password.length
      },
    })`,
}
const secret = 'c0rrect-h0rse'

let server: TestServer

test.beforeAll(async () => {
  server = await startServer({ tasks })
})
test.afterAll(async () => {
  await server.stop()
})

test('a secret is hidden where it is typed, shown nowhere, and used again', async ({ page }) => {
  const answers: Promise<string>[] = []
  page.on('response', (response) => answers.push(response.text().catch(() => '')))
  await page.goto(server.url)
  await press(page, 'login', 'Run…')
  const field = page.getByRole('dialog').getByLabel('Password')
  await expect(field).toHaveAttribute('type', 'password')
  await field.fill(secret)
  await page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true }).click()
  await card(page, 'login').locator('a[href^="/runs/"]').first().click()
  await expect(page.getByText('The password is ••••••', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Edit and run again' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByText('again after')).toBeVisible()
  await expect(page.getByText(String(secret.length), { exact: true }).first()).toBeVisible()
  expect((await Promise.all(answers)).join('\n')).not.toContain(secret)
})
