import { existsSync, readFileSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'

/** Written by `node scripts/prepare.mjs --test`; without it Playwright looks for its own browser. */
const browserRecord = 'node_modules/.cache/chromium-path'
const executablePath = existsSync(browserRecord) ? readFileSync(browserRecord, 'utf8') : undefined

/** These use the server below; all others start their own. */
const servedTogether = /(first-run|samples)\.spec\.ts/

/**
 * Where servers keep their data, SQLite unless told. `E2E_STORE=postgres`: some flows, with a database for each server on a real
 * PostgreSQL; `postgres-all`: all but those that are about the SQLite file, about other programs, or know nothing of the store.
 */
const { E2E_STORE: store = 'sqlite' } = process.env
const isPostgres = store.startsWith('postgres')
const flows = /(api|audit|files|files-page|many-runs|waiting)\.spec\.ts/
const elsewhere =
  /(backup|badge|client-command|docs|doors|first-run|image|live-cost|proxy|recipes|samples|systemd)\.spec\.ts/

/** Chromium refuses its sandbox to root. */
const noSandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  retries: 0,
  workers: 2,
  // Patience, not a figure: a machine that is four times slower, and stalls, must come to the same results.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['line'], ['json', { outputFile: `test-results/end-to-end-${store}.json` }]],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://localhost:${process.env.E2E_PORT}`,
    // A trace of every test doubles their time; `--trace on` records one.
    screenshot: 'only-on-failure',
    launchOptions: { executablePath, args: [...noSandbox, '--disable-background-networking'] },
  },
  globalSetup: isPostgres ? './e2e/store.ts' : undefined,
  projects: projects(),
  webServer: isPostgres
    ? undefined
    : {
        command: 'exec node_modules/.bin/node server.ts',
        env: { PORT: '0', RUNBOARD_DATA: 'test-results/data', RUNBOARD_DRAIN: '1s' },
        // The server takes a free port and says which; the group's name is the variable that Playwright sets.
        wait: { stdout: /Runboard is at http:\/\/localhost:(?<E2E_PORT>\d+)/ },
        timeout: 60_000,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
        stderr: 'pipe',
      },
})

function projects() {
  if (store === 'postgres') return [{ name: 'PostgreSQL', testMatch: flows }]
  if (isPostgres) return [{ name: 'PostgreSQL, all', testIgnore: elsewhere }]
  return [
    // One server with one queue: a second worker's runs would stand in the first one's way.
    { name: 'samples', testMatch: servedTogether, workers: 1 },
    { name: 'own servers', testIgnore: servedTogether },
  ]
}
