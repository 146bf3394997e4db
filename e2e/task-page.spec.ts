/** The page of one task: its form, what it did before, and how to use it from elsewhere. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { call } from './client.ts'
import { startServer, type TestServer } from './harness.ts'
import { card, expect, press, test } from './quiet-page.ts'
import { tasks } from './task-page-tasks.ts'

let server: TestServer
test.beforeAll(async () => {
  server = await startServer({ tasks })
})
test.afterAll(async () => {
  await server.stop()
})

const open = (page: Page, task: string) => page.goto(`${server.url}/tasks/${task}`)
const run = (page: Page) => page.getByRole('button', { name: 'Run', exact: true })
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click()
const start = (task: string, input: unknown, wait = 30) =>
  call(server, 'POST', `/api/tasks/${task}/runs`, { headers: { Prefer: `wait=${wait}` }, body: { input } })

/** The input of the run whose page is open. */
async function inputOf(page: Page) {
  await expect(page).toHaveURL(/\/runs\/run_/)
  return (await call(server, 'GET', `/api${new URL(page.url()).pathname}`)).body.input
}

test('each kind of field sends what it says, and Run leads to the run', async ({ page }) => {
  await page.goto(server.url)
  await card(page, 'order').getByRole('link', { name: 'Order', exact: true }).click()
  await expect(page).toHaveURL(/\/tasks\/order$/)
  await expect(page.getByText('Time limit 30m')).toBeVisible()
  await expect(page.getByText('Which month · For example 2026-10')).toBeVisible()
  await expect(page.getByLabel('Month')).toHaveAttribute('aria-required', 'true')
  await page.getByLabel('Month').fill('2026-10')
  await page.getByLabel('Count').fill('3')
  await page.getByRole('spinbutton', { name: 'Ratio' }).fill('0.5')
  await page.getByLabel('Level').selectOption('high')
  await page.getByRole('group', { name: 'Colours' }).getByLabel('blue').check()
  await page.getByLabel('Day').fill('2026-10-02')
  await page.getByLabel('Starts at').fill('2026-10-02T09:30')
  await page.getByText('Dry run').click()
  await expect(page.getByRole('switch', { name: 'Dry run' })).toBeChecked()
  await page.getByLabel('Names').fill('Ada\nGrace')
  await page.getByLabel('Note').fill('one\ntwo')
  await page.getByLabel('Api key').fill('hunter22')
  await page
    .getByLabel('Table')
    .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('a;b') })
  await page.getByLabel('Limits').fill('{"most":7}')
  await run(page).click()
  expect(await inputOf(page)).toEqual({
    month: '2026-10',
    count: 3,
    ratio: 0.5,
    level: 'high',
    colours: ['red', 'blue'],
    day: '2026-10-02',
    startsAt: new Date('2026-10-02T09:30').toISOString(),
    dryRun: true,
    names: ['Ada', 'Grace'],
    note: 'one\ntwo',
    apiKey: '••••••',
    table: expect.stringMatching(/^file_/),
    limits: { most: 7 },
  })
  await page.getByRole('link', { name: 'Go to the task' }).click()
  await expect(page).toHaveURL(/\/tasks\/order$/)
})

test.describe('an input that is refused', () => {
  test.use({ expectedTrouble: /status of 422/ })
  test('is refused at its fields, and in its JSON', async ({ page }) => {
    await open(page, 'order')
    await page.getByLabel('Count').fill('0')
    await page.getByLabel('Names').fill('a\nb\nc')
    await run(page).click()
    await expect(page.getByText('3 fields need another look.')).toBeVisible()
    await expect(page.getByLabel('Month')).toHaveAccessibleDescription(/Please fill this in\.$/)
    await expect(page.getByLabel('Month')).toBeFocused()
    await expect(page.getByLabel('Count')).toHaveAccessibleDescription('At least 1.')
    await expect(page.getByLabel('Names')).toHaveAccessibleDescription(/2 of them at most\.$/)
    await page.getByLabel('Month').fill('October')
    await run(page).click()
    await expect(page.getByLabel('Month')).toHaveAccessibleDescription(/In a form like 2026-10$/)
    await tab(page, 'JSON')
    await run(page).click()
    await expect(page.getByLabel('Input as JSON')).toHaveAccessibleDescription(
      'month: In a form like 2026-10 count: At least 1. names: 2 of them at most.',
    )
  })

  test('is refused in the words of the server where the page knows none', async ({ page }) => {
    await open(page, 'order?input.month=2026-10')
    await page.getByLabel('Limits').fill('{"most": "all"}')
    await run(page).click()
    await expect(page.getByLabel('Limits')).toHaveAccessibleDescription(/expected number/)
    await expect(page.getByLabel('Limits')).toBeFocused()
  })
})

test('what was sent last is there again but for secrets and files, until it is reset', async ({ page }) => {
  await open(page, 'order')
  const reset = page.getByRole('button', { name: 'Reset to defaults' })
  await expect(reset).toBeHidden()
  await page.getByLabel('Month').fill('2026-09')
  await page.getByRole('switch').press('Space')
  await page.getByLabel('Api key').fill('hunter22')
  await run(page).click()
  await expect(page).toHaveURL(/\/runs\/run_/)
  await open(page, 'order')
  await expect(page.getByLabel('Month')).toHaveValue('2026-09')
  await expect(page.getByRole('switch')).toBeChecked()
  await expect(page.getByLabel('Api key')).toHaveValue('')
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('hunter22')
  await page.goto(server.url)
  await press(page, 'order', 'Run…')
  await expect(page.getByRole('dialog').getByLabel('Month')).toHaveValue('2026-09')
  await expect(page.getByRole('dialog').getByLabel('Month')).toBeFocused()
  await open(page, 'order')
  await reset.click()
  await expect(page.getByLabel('Month')).toHaveValue('')
  await expect(page.getByLabel('Month')).toBeFocused()
  await expect(reset).toBeHidden()
  await page.reload()
  await expect(page.getByLabel('Month')).toHaveValue('')
})

test('a link fills the form in, and the form gives such a link', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, 'order')
  await page.evaluate(() => localStorage.setItem('runboard input of order', '{"month":"2020-01","count":9}'))
  await open(
    page,
    'order?input.month=2026-10&input.colours=blue&input.dryRun=yes&input.apiKey=x&input.other=1',
  )
  await expect(page.getByLabel('Month')).toHaveValue('2026-10')
  await expect(page.getByLabel('Count')).toHaveValue('5')
  await expect(page.getByLabel('red')).not.toBeChecked()
  await expect(page.getByRole('switch')).toBeChecked()
  await expect(page.getByLabel('Api key')).toHaveValue('')
  await page.getByLabel('Names').fill('Ada & Grace')
  await page.getByLabel('Api key').fill('hunter22')
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).not.toContain('hunter22')
  await page.goto(link)
  await expect(page.getByLabel('Names')).toHaveValue('Ada & Grace')
  await expect(page.getByLabel('blue')).toBeChecked()
})

test('JSON says what the form cannot, and nothing that is typed gets lost', async ({ page }) => {
  await open(page, 'order?input.month=2026-10')
  await page.getByLabel('Api key').fill('hunter22')
  await tab(page, 'JSON')
  const editor = page.getByLabel('Input as JSON')
  await expect(editor).toHaveValue(/"month": "2026-10"/)
  await expect(editor).not.toHaveValue(/hunter22/)
  await editor.fill('{"month": "2026-11"')
  await expect(editor).toHaveAccessibleDescription(/This is not JSON yet\..*line 1/)
  await tab(page, 'Form')
  await expect(editor).toBeFocused()
  await editor.fill('{"month": "2026-11", "note": 7}')
  await tab(page, 'Form')
  await expect(editor).toHaveAccessibleDescription('The form cannot show “note” as it is here.')
  await editor.fill('{"month": "2026-11", "note": "seven"}')
  await tab(page, 'Form')
  await expect(page.getByLabel('Note')).toHaveValue('seven')
  await expect(page.getByLabel('Api key')).toHaveValue('hunter22')
  await tab(page, 'JSON')
  await editor.fill('{"month": "2026-12", "limits": {"most": 1}}')
  await run(page).click()
  expect(await inputOf(page)).toMatchObject({ month: '2026-12', limits: { most: 1 }, apiKey: '••••••' })
})

test('its history and its durations are there, and stay up to date', async ({ page }) => {
  await open(page, 'step')
  await expect(page.getByText('Nobody has run it yet.')).toBeVisible()
  await expect(page.getByText('How long it takes shows here')).toBeVisible()
  for (const fail of [false, false, true]) await start('step', { fail })
  const rows = page.getByRole('region', { name: 'Last runs' }).getByRole('listitem')
  await expect(rows).toHaveCount(3)
  await expect(rows.first()).toContainText(/Failed.*through the API.*No more paper$/)
  await expect(page.getByRole('link', { name: 'All runs' })).toHaveAttribute('href', '/runs?task=step')
  const durations = page.getByRole('region', { name: 'Duration' })
  await expect(durations.getByText('66%')).toBeVisible()
  const chart = durations.getByRole('group', {
    name: /^2 of 3 succeeded; half of those within (0\.\d+s|\d+ms)/,
  })
  const marks = chart.getByRole('link')
  await expect(marks).toHaveCount(3)
  await marks.last().focus()
  await page.keyboard.press('ArrowLeft')
  await expect(marks.nth(1)).toBeFocused()
  await expect(durations.locator('[data-status="succeeded"]')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(durations.locator('[data-status]')).toBeHidden()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/runs\/run_/)
  await expect(page.locator('[data-status="succeeded"]').first()).toBeVisible()
})

test('an active run stands on top, and is not repeated unknowingly', async ({ page }) => {
  await open(page, 'hold')
  await start('hold', {}, 0)
  await expect(page.getByRole('progressbar')).toBeVisible()
  await expect(page.getByText('One with exactly this input is running already.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Queue another' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('progressbar')).toBeHidden()
  await run(page).click()
  await expect(page).toHaveURL(/\/runs\/run_/)
  await page.getByRole('button', { name: 'Cancel' }).click()
})

test.describe('a task that takes no other run', () => {
  test.use({ expectedTrouble: /status of 409/ })
  test('leads to the one that is running, and is not asked again until something changes', async ({
    page,
  }) => {
    await start('one', {}, 0)
    await open(page, 'one?input.place=there')
    await run(page).click()
    await expect(page.getByText('It is running already.')).toBeVisible()
    await expect(page.getByRole('link', { name: 'View the running one' })).toBeVisible()
    await expect(run(page)).toHaveAttribute('aria-disabled', 'true')
    await page.getByLabel('Place').fill('elsewhere')
    await expect(run(page)).not.toHaveAttribute('aria-disabled')
    await run(page).click()
    await expect(page.getByText('It is running already.')).toBeVisible()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByText('It is running already.')).toBeHidden()
    await expect(run(page)).not.toHaveAttribute('aria-disabled')
  })
})

test('a question can be left by the first key', async ({ page }) => {
  await page.goto(server.url)
  await press(page, 'ask', 'Run…')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Really?')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Do nothing' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
})

test('programs start what is filled in, and the badge shows how it is', async ({ page }) => {
  await start('step', { fail: false })
  await open(page, 'step')
  const elsewhere = page.getByRole('region', { name: 'From elsewhere' })
  const curl = elsewhere.getByRole('figure', { name: 'curl' })
  await expect(curl).toContainText(`curl -X POST ${server.url}/api/tasks/step/runs`)
  await expect(curl).not.toContainText('Authorization')
  await page.getByRole('switch').press('Space')
  await expect(curl).toContainText(`-d '{"input":{"fail":true}}'`)
  await expect(
    elsewhere.getByText(`npx runboard run step -i fail=true --wait --url ${server.url}`),
  ).toBeVisible()
  await expect(elsewhere.getByRole('figure', { name: 'Python' })).toContainText('{"input": {"fail": True}}')
  await tab(page, 'Badge')
  const picture = elsewhere.getByRole('img', { name: 'Badge of Step' })
  await expect(picture).toHaveAttribute('src', /Succeeded/)
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0)
  await start('step', { fail: true })
  await expect(picture).toHaveAttribute('src', /Failed/)
  await expect(elsewhere.getByRole('figure', { name: 'Markdown' })).toHaveText(
    `[![Step](${server.url}/api/tasks/step/badge.svg)](${server.url}/tasks/step)`,
  )
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
})

test.describe('a task that is not there', () => {
  test.use({ expectedTrouble: /status of 404/ })
  test('says so; one that cannot run says why, and any name has a page', async ({ page }) => {
    await open(page, 'nowhere')
    await expect(page.getByRole('heading', { name: 'This task does not exist' })).toBeVisible()
    await page.goto(server.url)
    await card(page, 'broken').getByRole('link', { name: 'Broken' }).click()
    await expect(page).toHaveURL(/\/tasks\/broken$/)
    await expect(page.getByText('Cannot find module')).toBeVisible()
    await expect(run(page)).toBeHidden()
    await open(page, encodeURIComponent('集計'))
    await expect(page.getByText('It takes no input.')).toBeVisible()
    await run(page).click()
    await expect(page).toHaveURL(/\/runs\/run_/)
  })
})
