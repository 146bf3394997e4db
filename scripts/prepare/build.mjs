/** Builds the pages when their sources have changed, beside the build in use: a failed one takes nothing away. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Names the folder of the good build; next.config.mjs reads it. */
const pointer = '.next/current'

/** Throws when the build fails. */
export function build() {
  const sources = fingerprint()
  const current = contentOf(pointer)
  if (current && existsSync(`${current}/BUILD_ID`) && contentOf(`${current}/SOURCES`) === sources) return
  console.log('Building the pages …')
  const folder = current === '.next/a' ? '.next/b' : '.next/a'
  runNext(folder, current)
  writeFileSync(`${folder}/SOURCES`, sources)
  writeFileSync(`${pointer}.new`, folder)
  renameSync(`${pointer}.new`, pointer)
}

/** Equal for equal contents: times say nothing after a checkout, a copy or a deletion. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const file of sourceFiles()) hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function sourceFiles() {
  const roots = readdirSync('.').filter((name) => /\.(ts|mjs|json)$/.test(name) && !isOutside(name))
  const nested = ['app', 'lib']
    .flatMap((folder) => filesBelow(folder))
    .filter((file) => !/\.test\.tsx?$/.test(file))
  return [...roots, ...nested].sort()
}

/** What Next writes itself, and what only other programs read. */
function isOutside(name) {
  return /^(next-env\.d|server|vitest\.config|playwright\.config|biome)\./.test(name)
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

function runNext(folder, current) {
  mkdirSync('.next', { recursive: true })
  const next = ['node_modules/next/dist/bin/next', 'build']
  const options = { encoding: 'utf8', env: environment(folder) }
  const { status, signal, stdout, stderr } = spawnSync('node_modules/.bin/node', next, options)
  if (status === 0) return
  if (signal) throw new Error('The build was stopped.')
  console.error(`${stdout}${stderr}`.trim())
  const rest = current ? ` The last good build is still in ${current}.` : ''
  throw new Error(`The build failed, for the reason above.${rest}`)
}

/** The build is the same for every setting, so none is passed. */
function environment(folder) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(RUNBOARD_|PORT$)/.test(name))
  const own = { NODE_ENV: 'production', NEXT_DIST_DIR: folder, NEXT_TELEMETRY_DISABLED: '1' }
  return { ...Object.fromEntries(inherited), ...own }
}

function contentOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
}
