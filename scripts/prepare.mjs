/**
 * Makes a checkout ready, and does only what is missing: `node scripts/prepare.mjs [--build] [--test]`.
 * It runs before anything is installed: on Node 20, without dependencies.
 */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser } from './prepare/browser.mjs'
import { build } from './prepare/build.mjs'
import { install } from './prepare/install.mjs'
import { fetchProxies } from './prepare/proxies.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

try {
  refuseOldNode()
  install()
  if (process.argv.includes('--build')) build()
  if (process.argv.includes('--test')) findBrowser()
  if (process.argv.includes('--test')) fetchProxies()
  warnWithoutPython()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

function refuseOldNode() {
  const [major] = process.versions.node.split('.').map(Number)
  if (major < 20)
    throw new Error(`Runboard needs Node 20 or newer, and this is ${process.version}: https://nodejs.org`)
}

function warnWithoutPython() {
  const isNeeded = existsSync('tasks/word-count.py')
  const isThere = process.env.PATH.split(delimiter).some((folder) => existsSync(join(folder, 'python3')))
  if (isNeeded && !isThere)
    console.warn('python3 was not found: the sample task word-count.py cannot run without it.')
}
