/**
 * Every page in both themes and languages, on a desk and on a phone: nothing that axe finds, nothing that sticks out,
 * and whatever tasks say stays text. Pictures of all are left in test-results/pages.
 */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { call } from './client.ts'
import { startServer, type TestServer } from './harness.ts'
import { expect, test } from './quiet-page.ts'

const attack = '<img src=x onerror=alert(1)><script>alert(2)</script>'
const tasks = {
  'hostile.ts': `import { defineTask, z } from 'runboard'
    export default defineTask({
      title: ${JSON.stringify(`${attack}\u202Egnorw`)},
      description: ${JSON.stringify(`javascript:alert(3) ${attack}`)},
      input: z.object({ text: z.string().default(${JSON.stringify(attack)}), fail: z.boolean().default(true) }),
      run({ input, log }) {
        for (const line of ['\\u001b[31mred\\u001b[0m ' + input.text, '\\u001b]8;;javascript:alert(4)\\u0007link\\u001b]8;;\\u0007', '\\u202Eback'])
          log(line)
        console.error(input.text)
        if (input.fail) throw new Error(input.text)
        return { [input.text]: input.text }
      },
    })`,
  'forms.ts': `import { defineTask, z } from 'runboard'
    export default defineTask({
      title: 'Monthly report',
      description: 'Adds up what was sold, and sends the table to whoever asked for it.',
      input: z.object({
        month: z.iso.date().describe('The first day of the month'),
        format: z.enum(['pdf', 'csv', 'xlsx']).default('pdf'),
        regions: z.array(z.enum(['north', 'south', 'east', 'west'])).default(['north']),
        note: z.string().max(500).optional(),
        dryRun: z.boolean().default(false).describe('Sends nothing'),
      }),
      run: () => ({ rows: 42 }),
    })`,
  'broken.ts': 'export default 1',
  'long.ts': `import { defineTask } from 'runboard'
    export default defineTask({
      title: 'Nightly import',
      async run({ progress, signal }) {
        for (let i = 1; i < 60; i++) console.log('imported file', i)
        progress(42, 100, 'importing')
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
      },
    })`,
}
const password = 'open-sesame-1'
const headers = { Authorization: `Bearer ${password}` }

let server: TestServer
const run = { failed: '', succeeded: '', running: '' }

test.beforeAll(async () => {
  server = await startServer({ tasks, env: { RUNBOARD_PASSWORD: password }, headers })
  const start = async (task: string, input: object, wait: string) => {
    const more = { ...headers, Prefer: wait }
    return (await call(server, 'POST', `/api/tasks/${task}/runs`, { body: { input }, headers: more })).body.id
  }
  run.failed = await start('hostile', {}, 'wait=30')
  run.succeeded = await start('hostile', { fail: false }, 'wait=30')
  run.running = await start('long', {}, 'wait=0')
  await start('long', {}, 'wait=0')
  await start('forms', { month: '2026-10-01' }, 'wait=30')
})
test.afterAll(() => server.stop())

const pages: [name: string, path: () => string, shown: string][] = [
  ['tasks', () => '/', '[data-task]'],
  ['task with a form', () => '/tasks/forms', 'form'],
  ['task of an attacker', () => '/tasks/hostile', 'form'],
  ['task that is broken', () => '/tasks/broken', 'h1'],
  ['runs', () => '/runs', '[data-status]'],
  ['run that failed', () => `/runs/${run.failed}`, '[role=log] a'],
  ['run that succeeded', () => `/runs/${run.succeeded}`, '[role=log] a'],
  ['run at work', () => `/runs/${run.running}`, '[role=log] a'],
  ['run that is not there', () => '/runs/run_00000000000000000000', 'h1'],
  ['audit', () => '/audit', 'main li'],
  ['login', () => '/login', 'form'],
]
const sizes = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } }

for (const [name, path, shown] of pages) {
  test(name, async ({ page, context }) => {
    test.setTimeout(180_000) // axe looks at four versions of it
    if (name !== 'login') await logIn(page)
    for (const language of ['en', 'ja']) {
      await context.addCookies([{ name: 'language', value: language, url: server.url }])
      await page.goto(server.url + path())
      await expect(page.locator(shown).first()).toBeVisible()
      for (const [size, viewport] of Object.entries(sizes)) {
        await page.setViewportSize(viewport)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await page.screenshot({ path: `test-results/pages/${name}-${language}-${size}-${colorScheme}.png` })
          if (isLookedAt(language, size))
            expect(await violations(page), `${language} ${size} ${colorScheme}`).toEqual([])
        }
        expect(await surplus(page), size).toBeLessThan(1)
      }
      await page.setViewportSize({ width: 320, height: 700 })
      expect(await surplus(page), `${language}, at 320 pixels`).toBeLessThan(1)
    }
  })
}

/** A server that does not know a run answers 404, which Chromium reports. */
test.use({ expectedTrouble: /404 \(Not Found\)/ })

async function logIn(page: Page) {
  await page.goto(`${server.url}/login`)
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${server.url}/`)
}

/** How many pixels stick out. */
const surplus = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

/** Each language and each size once: axe takes a second. */
const isLookedAt = (language: string, size: string) => (language === 'en') === (size === 'desk')

async function violations(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])
}
