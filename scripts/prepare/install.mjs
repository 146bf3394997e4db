/** Installs the packages of package-lock.json where they are missing or older. */
import { spawnSync } from 'node:child_process'
import { existsSync, statSync, utimesSync } from 'node:fs'

/** npm writes it at the end of an install. */
const record = 'node_modules/.package-lock.json'
const pinnedNode = 'node_modules/.bin/node'

/** Throws an error whose message says what to do. Changes no tracked file. */
export function install() {
  if (timeOf(record) >= timeOf('package-lock.json') && existsSync(pinnedNode)) return
  console.log('Installing the packages that are missing …')
  // NODE_ENV=production would leave out what the start itself needs.
  const options = ['--no-save', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error']
  const { status, error, stdout, stderr } = spawnSync('npm', ['install', ...options], { encoding: 'utf8' })
  if (error || status !== 0) throw failure(error, `${stdout}${stderr}`)
  if (!existsSync(pinnedNode))
    throw new Error('npm did not run the install script of Node 24. Run: npm rebuild node')
  // npm leaves the record alone when nothing had to change.
  utimesSync(record, new Date(), new Date())
}

function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function failure(error, output) {
  if (error?.code === 'ENOENT') return new Error('npm was not found. It comes with Node: https://nodejs.org')
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH/.test(output)) {
    return new Error('npm cannot reach its registry. Connect this machine to the network and start again.')
  }
  if (/ENOSPC/.test(output)) return new Error('The disk is full: npm cannot install the packages.')
  if (/EACCES|EPERM|EROFS/.test(output))
    return new Error(`npm may not write to ${process.cwd()}/node_modules.`)
  console.error(output.trim())
  return new Error('npm could not install the packages; it says why above.')
}
