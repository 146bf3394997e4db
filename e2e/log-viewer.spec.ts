/** The log on the page of a run: its end, any other part of it, what is found and chosen in it, and its keys. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { startServer, type TestServer } from './harness.ts'
import { expect, test } from './quiet-page.ts'

const script = (body: string) => `#!/bin/bash\n${body}\n`
const tasks = {
  long: script("seq -f 'line %.0f' 1 100000"),
  lavish: script("seq -f 'a line that is so long that the limit of the log is passed, number %.0f' 1 100000"),
  mixed: script(
    'for i in $(seq 1 60); do echo "step $i"; done; echo "it broke" >&2; printf "\\033[31mred\\033[0m end\\n"; exit 1',
  ),
  steps: script(
    'seq -f "line %.0f" 1 300; until [ -e go.txt ]; do sleep 0.05; done; seq -f "more %.0f" 1 7; until [ -e end.txt ]; do sleep 0.05; done; seq -f "last %.0f" 1 90',
  ),
}

test.use({ viewport: { width: 1280, height: 1000 } })

let server: TestServer
test.beforeAll(async () => {
  server = await startServer({ tasks, env: { RUNBOARD_LOG_LIMIT: '3MB' } })
})
test.afterAll(async () => {
  await server.stop()
})

const log = (page: Page) => page.getByRole('log')
const row = (page: Page, line: number) => log(page).getByRole('link', { name: `Line ${line}`, exact: true })
const chosen = (page: Page) => log(page).locator('[data-chosen]')
const find = (page: Page) => page.getByRole('textbox', { name: 'Find in the log' })
const outcome = (page: Page) => page.getByRole('search').getByRole('status')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const scrollTo = (page: Page, where: 'top' | 'bottom') =>
  log(page).evaluate((area, top) => area.scrollTo(0, top ? 0 : area.scrollHeight), where === 'top')

/** Starts the task and waits for its end, unless it is to be seen at work; returns the address of its page. */
async function run(task: string, seconds = 30) {
  const response = await fetch(`${server.url}/api/tasks/${task}/runs`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(seconds > 0 && { Prefer: `wait=${seconds}` }) },
    body: '{}',
  })
  const { id } = (await response.json()) as { id: string }
  return `${server.url}/runs/${id}`
}

test('it follows the end, keeps the place of who scrolls away, and tells how much came since', async ({
  page,
}) => {
  await page.goto(await run('steps', 0))
  await expect(row(page, 300)).toBeInViewport()
  await expect(button(page, 'Follow the end')).toHaveAttribute('aria-pressed', 'true')
  await scrollTo(page, 'top')
  await expect(row(page, 1)).toBeInViewport()
  await writeFile(join(server.folder, 'tasks', 'go.txt'), '')
  await button(page, '7 new lines').click()
  await expect(row(page, 307)).toBeInViewport()
  await writeFile(join(server.folder, 'tasks', 'end.txt'), '')
  await expect(row(page, 397)).toBeInViewport()
  await expect(button(page, 'Go to the end')).toBeHidden()
})

test('a log of 100,000 lines leads to its start, to any line and back, and moves on as one scrolls', async ({
  page,
}) => {
  await page.goto(await run('long'))
  await expect(row(page, 100_000)).toBeInViewport()
  await scrollTo(page, 'top')
  await expect(page.getByText(/^Lines 98,0\d\d to 100,/)).toBeVisible()
  await expect(row(page, 99_010)).toBeInViewport()
  await scrollTo(page, 'top')
  await expect(row(page, 98_010)).toBeInViewport()
  await button(page, 'Go to the start').click()
  await expect(row(page, 1)).toBeInViewport()
  await scrollTo(page, 'bottom')
  await expect(page.getByText(/^Lines 1 to 2,000 of 100,/)).toBeVisible()
  await expect(row(page, 1000)).toBeInViewport()
  await page.getByRole('textbox', { name: 'Go to line' }).fill('54321')
  await page.keyboard.press('Enter')
  await expect(row(page, 54_321)).toBeInViewport()
  await button(page, 'Go to the end').click()
  await expect(row(page, 100_000)).toBeInViewport()
})

test('the search looks through all of it, shows where it stands and marks what it finds', async ({
  page,
}) => {
  await page.goto(await run('long'))
  await expect(row(page, 100_000)).toBeInViewport()
  await page.keyboard.press('/')
  await expect(find(page)).toBeFocused()
  await page.keyboard.type('LINE 777')
  await expect(outcome(page)).toHaveText('111 lines', { timeout: 30_000 })
  await page.keyboard.press('Shift+Enter')
  await expect(outcome(page)).toHaveText('111 of 111')
  await expect(log(page).locator('[data-current]')).toContainText('line 77799')
  await page.keyboard.press('Enter')
  await expect(outcome(page)).toHaveText('1 of 111')
  await expect(log(page).locator('[data-current] mark')).toHaveText('line 777')
  await expect(row(page, 777)).toBeInViewport()
  await log(page).focus()
  await page.keyboard.press('n')
  await expect(outcome(page)).toHaveText('2 of 111')
  await page.keyboard.press('Shift+N')
  await expect(outcome(page)).toHaveText('1 of 111')
  await page.keyboard.press('Escape')
  await expect(find(page)).toBeHidden()
  await expect(log(page).locator('mark')).toHaveCount(0)
})

test('keys turn wrapping and times, which this browser remembers; none of them acts in a field', async ({
  page,
}) => {
  const address = await run('mixed')
  await page.goto(address)
  await expect(row(page, 62)).toBeInViewport()
  await page.keyboard.press('w')
  await page.keyboard.press('t')
  await page.keyboard.press('Control+w')
  await expect(button(page, 'Wrap lines')).toHaveAttribute('aria-pressed', 'false')
  await expect(
    log(page)
      .getByText(/^\d:\d\d\.\d$/)
      .first(),
  ).toBeVisible()
  await page.reload()
  await expect(button(page, 'Wrap lines')).toHaveAttribute('aria-pressed', 'false')
  await expect(button(page, 'Times: since the start')).toBeVisible()
  await button(page, 'Find in the log').click()
  await find(page).fill('')
  await page.keyboard.type('wt')
  await expect(find(page)).toHaveValue('wt')
  await expect(button(page, 'Wrap lines')).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('Escape')
  await page.evaluate(() => localStorage.setItem('runboard.keys', 'off'))
  await page.keyboard.press('w')
  await expect(button(page, 'Wrap lines')).toHaveAttribute('aria-pressed', 'false')
})

test('line numbers are links: one line or a range goes into the address, and a link leads back to it', async ({
  page,
  context,
}) => {
  await page.goto(await run('long'))
  await row(page, 99_990).click()
  const steps = await page.evaluate(() => history.length)
  await row(page, 99_993).click({ modifiers: ['Shift'] })
  await expect(chosen(page)).toHaveCount(4)
  expect(new URL(page.url()).hash).toBe('#L99990-L99993')
  expect(await page.evaluate(() => history.length)).toBe(steps)
  const other = await context.newPage()
  await other.goto(page.url().replace(/#.*/, '#L50000-L50002'))
  await expect(chosen(other)).toHaveCount(3)
  await expect(row(other, 50_001)).toBeInViewport()
})

test('what was over the limit is told of in its place, to the byte', async ({ page }) => {
  const address = await run('lavish')
  const detail = await fetch(address.replace('/runs/', '/api/runs/'))
  const { attempts } = (await detail.json()) as { attempts: { droppedBytes: number }[] }
  const bytes = attempts[0]?.droppedBytes ?? 0
  expect(bytes).toBeGreaterThan(1_000_000)
  await page.goto(`${address}#L10000`)
  await expect(log(page).getByText(`${bytes.toLocaleString('en')} bytes`)).toBeInViewport()
})

test('error output is shown alone, the log is copied whole and selected without numbers', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(await run('mixed'))
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await button(page, 'Copy the whole log').click()
  await expect(button(page, 'The whole log was copied')).toBeVisible()
  const lines = (await copied()).trim().split('\n')
  expect(lines).toHaveLength(62)
  for (const line of ['step 1', 'step 60', 'it broke', 'red end']) expect(lines).toContain(line)
  await button(page, 'Error output only').click()
  await expect(log(page).getByRole('link')).toHaveCount(1)
  await log(page).evaluate((area) => getSelection()?.selectAllChildren(area))
  await page.keyboard.press('Control+c')
  await expect.poll(async () => (await copied()).trim()).toBe('it broke')
  await button(page, 'Error output only').click()
  await expect(row(page, 60)).toBeVisible()
})

test('it fills the screen and gives it back with the focus where it was', async ({ page }) => {
  await page.goto(await run('mixed'))
  await button(page, 'Full screen').focus()
  await page.keyboard.press('Enter')
  await expect(button(page, 'Leave full screen')).toBeFocused()
  const panel = page.getByRole('region', { name: 'Log' })
  expect(await panel.boundingBox()).toEqual({ x: 0, y: 0, ...page.viewportSize() })
  expect(await canTakeFocus(button(page, 'Run again'))).toBe(false)
  const { violations } = await new AxeBuilder({ page }).include('section[popover]').analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  await page.keyboard.press('Escape')
  await expect(button(page, 'Full screen')).toBeFocused()
  expect(await canTakeFocus(button(page, 'Run again'))).toBe(true)
})

const canTakeFocus = (part: Locator) =>
  part.evaluate((element: HTMLElement) => {
    const before = document.activeElement as HTMLElement
    element.focus()
    const can = document.activeElement === element
    before.focus()
    return can
  })
