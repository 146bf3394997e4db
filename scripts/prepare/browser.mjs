/** Finds a Chromium for the end-to-end tests, or gets one, and writes down where it is. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'

/** Holds the path of the browser; playwright.config.ts reads it. */
const record = 'node_modules/.cache/chromium-path'

/** Playwright's own Chromium where it can be had, else the system's, else one from apt. Throws when there is none. */
export function findBrowser() {
  if (existsSync(record) && existsSync(readFileSync(record, 'utf8'))) return
  const path = ownBrowser() ?? downloadedBrowser() ?? systemBrowser() ?? aptBrowser()
  if (!path) throw new Error('The end-to-end tests need a browser. Install Chromium, then start them again.')
  mkdirSync(dirname(record), { recursive: true })
  writeFileSync(record, path)
}

function ownBrowser() {
  const { chromium } = createRequire(import.meta.url)('playwright-core')
  return usable(chromium.executablePath())
}

function downloadedBrowser() {
  console.log('Looking for a browser for the end-to-end tests …')
  const install = ['node_modules/playwright-core/cli.js', 'install', 'chromium', '--no-shell']
  // Where the network is closed this fails within seconds, and the system's browser does as well.
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '3000' }
  spawnSync('node_modules/.bin/node', install, { env, timeout: 300_000 })
  return ownBrowser()
}

function systemBrowser() {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
  const inPath = process.env.PATH.split(delimiter).flatMap((folder) =>
    names.map((name) => join(folder, name)),
  )
  const onMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return [...inPath, onMac].find(usable)
}

function aptBrowser() {
  if (process.getuid?.() !== 0) return undefined
  console.log('Installing Chromium with apt-get …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const command of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    spawnSync('apt-get', ['-qq', ...command], { env })
  }
  return systemBrowser()
}

/** `path` when a browser is there and starts: a download can lack the libraries that it needs. */
function usable(path) {
  const isThere = existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
  return isThere ? path : undefined
}
