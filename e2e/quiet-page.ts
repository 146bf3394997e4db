import { test as base, expect, type Page } from '@playwright/test'

type Options = {
  /** Console errors that the test causes on purpose. */
  expectedTrouble: RegExp | null
}

/** `page` and every page of its context must stay quiet: no console error, no CSP violation, no uncaught error. */
export const test = base.extend<Options & { troubles: string[] }>({
  expectedTrouble: [null, { option: true }],
  troubles: async ({ context, expectedTrouble }, use) => {
    const troubles: string[] = []
    context.on('page', (page) => listen(page, troubles))
    await use(troubles)
    expect(troubles.filter((trouble) => !expectedTrouble?.test(trouble))).toEqual([])
  },
  page: async ({ troubles, page }, use) => {
    listen(page, troubles)
    await use(page)
  },
})

export { expect }

function listen(page: Page, troubles: string[]) {
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`))
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    // Chromium reports a violation of the content security policy as a console error, too.
    if (message.type() === 'error') troubles.push(message.text())
  })
}

/** The card of a task on the first page. */
export const card = (page: Page, task: string) => page.locator(`[data-task="${task}"]`)

export const badge = (page: Page, task: string) => card(page, task).locator('[data-status]').first()

export const press = (page: Page, task: string, name: string) =>
  card(page, task).getByRole('button', { name, exact: true }).click()
