/** Fetches nginx and Caddy for the tests of a deployment. Where they cannot be had, those tests are skipped. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Unpacked only, never installed: an installed proxy would start, and take port 80. */
const folder = 'node_modules/.cache/proxies'
const packages = { nginx: ['sbin/nginx', '-v'], caddy: ['bin/caddy', 'version'] }

export function fetchProxies() {
  const missing = Object.keys(packages).filter((name) => !isThere(name))
  if (missing.length === 0 || spawnSync('apt-get', ['--version']).status !== 0) return
  console.log(`Fetching ${missing.join(' and ')} for the tests of a deployment …`)
  mkdirSync(folder, { recursive: true })
  if (missing.every(fetched)) return
  if (process.getuid?.() === 0) spawnSync('apt-get', ['-qq', 'update'])
  missing.filter((name) => !isThere(name)).forEach(fetched)
}

function isThere(name) {
  const [file, ask] = packages[name]
  return ['/usr', join(folder, 'usr')].some((root) => spawnSync(join(root, file), [ask]).status === 0)
}

function fetched(name) {
  spawnSync('apt-get', ['-qq', 'download', name], { cwd: folder, timeout: 120_000 })
  const archives = readdirSync(folder).filter((file) => file.startsWith(`${name}_`) && file.endsWith('.deb'))
  for (const archive of archives) spawnSync('dpkg-deb', ['-x', join(folder, archive), folder])
  return isThere(name)
}
