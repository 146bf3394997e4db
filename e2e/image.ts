/** The image without a container engine: the steps of the Dockerfile in a folder, which stands for its root. */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { contextOf, type Instruction, stagesOf } from '../scripts/deploy/dockerfile.ts'

const [building = [], final = []] = stagesOf(readFileSync('Dockerfile', 'utf8'))
/** What the last stage says of how it is started. */
export const image: Instruction[] = final

/** Returns the folder, whose `app` is what the image has in `/app`. */
export function buildImage(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'runboard-image-'))
  chmodSync(root, 0o755) // for the user whom the image runs as
  for (const folder of ['app', 'bin', 'data']) mkdirSync(path.join(root, folder))
  copyFileSync(realpathSync(process.execPath), path.join(root, 'bin/node'))
  linkPackages(path.join(root, 'app'))
  for (const { name, text } of building) {
    if (name === 'COPY') copy(root, text.split(' '))
    if (name === 'RUN') execFileSync('sh', ['-ec', text], { ...inside(root), stdio: 'pipe' })
  }
  return root
}

/** How commands run in it. */
export function inside(root: string) {
  const env: NodeJS.ProcessEnv = { ...process.env, PATH: `${root}/bin:${process.env.PATH}` }
  for (const name of Object.keys(env)) if (/^(RUNBOARD_|NODE_|PORT$)/.test(name)) delete env[name]
  return { cwd: path.join(root, 'app'), env }
}

/** Not from the network: they are those of this checkout, and what is removed there stays here. */
function linkPackages(app: string) {
  const record = 'node_modules/.package-lock.json'
  execFileSync('sh', ['-c', 'cp -al node_modules "$0" 2>/dev/null || cp -a node_modules "$0"', app])
  rmSync(path.join(app, 'node_modules/.cache'), { recursive: true, force: true })
  // npm writes into this one, which must not be the file of both.
  rmSync(path.join(app, record))
  cpSync(record, path.join(app, record), { preserveTimestamps: true })
}

function copy(root: string, words: string[]) {
  const target = words.at(-1) ?? ''
  for (const file of contextFiles()) {
    const place = placeOf(file, words.slice(0, -1), target)
    if (place) cpSync(file, path.join(root, 'app', place), { preserveTimestamps: true })
  }
}

function contextFiles(): string[] {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  return String(files)
    .split('\0')
    .filter(Boolean)
    .filter(contextOf(readFileSync('.dockerignore', 'utf8')))
}

function placeOf(file: string, sources: string[], target: string): string | undefined {
  for (const source of sources) {
    if (source === '.') return path.join(target, file)
    if (source === file) return path.join(target, path.basename(file))
    if (file.startsWith(`${source}/`)) return path.join(target, path.relative(source, file))
  }
  return undefined
}
