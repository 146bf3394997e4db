import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseConfig } from '../../lib/config.ts'
import { blocksOf } from './page.ts'
import { environmentOf, parseUnit } from './unit-file.ts'

/** What changes the machine itself only writes down that it was called. */
const stubs = [
  'apt-get',
  'curl',
  'tar',
  'git',
  'node',
  'useradd',
  'chown',
  'systemctl',
  'certbot',
  'nginx',
  'docker',
]
let root: string

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'runboard-server-'))
  for (const folder of ['bin', 'etc/systemd/system', 'etc/caddy', 'srv', 'opt', 'var/backups'])
    mkdirSync(path.join(root, folder), { recursive: true })
  for (const folder of ['sites-available', 'sites-enabled'])
    mkdirSync(path.join(root, 'etc/nginx', folder), { recursive: true })
  for (const stub of stubs) {
    const source = `#!/bin/sh\necho "${stub} $*" >> ${root}/called\n`
    writeFileSync(path.join(root, 'bin', stub), source, { mode: 0o755 })
  }
  for (const part of ['deploy', 'tasks'])
    cpSync(part, path.join(root, 'opt/runboard', part), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** The command as it is shown, on a machine whose folders are below `root`. */
function run(block: string, cwd = root) {
  const here = block.replaceAll(/(?<![\w.:/])\/(etc|opt|srv|var)\//g, `${root}/$1/`)
  const env = { ...process.env, PATH: `${root}/bin:${process.env.PATH}` }
  execFileSync('bash', ['-euo', 'pipefail', '-c', here], { cwd, env, stdio: 'pipe' })
}

const fileOf = (name: string) => readFileSync(path.join(root, name), 'utf8')
const rightsOf = (name: string) => (statSync(path.join(root, name)).mode & 0o777).toString(8)

test('a blank server has the unit, the tasks, a password and the proxy after ten minutes', () => {
  const blocks = blocksOf('Ten minutes')
  expect(blocks).toHaveLength(4)
  for (const block of blocks) run(block)
  expect(rightsOf('etc/runboard/password')).toBe('640')
  const unit = parseUnit(fileOf('etc/systemd/system/runboard.service'))
  const [, name = '', value] = /^(\w+)=(.*)\n$/.exec(fileOf('etc/runboard/runboard.env')) ?? []
  const env = { ...environmentOf(unit), [name]: value }
  const config = parseConfig({ ...env, RUNBOARD_PASSWORD_FILE: path.join(root, 'etc/runboard/password') })
  expect(config).toMatchObject({ publicUrl: 'https://runboard.example.com', open: true })
  expect(config.password).toMatch(/^[\da-f]{24}$/)
  expect(readdirSync(path.join(root, 'srv/tasks'))).toContain('heavy-task.ts')
  expect(fileOf('etc/caddy/Caddyfile')).toContain('reverse_proxy 127.0.0.1:3000')
  expect(fileOf('etc/nginx/sites-enabled/runboard')).toContain('proxy_read_timeout')
  expect(fileOf('called')).toMatch(/^useradd .* runboard$/m)
  expect(fileOf('called')).toMatch(/^chown root:runboard .*password$/m)
  expect(fileOf('called')).toMatch(/^systemctl enable --now runboard$/m)
})

test('the settings of a container are for its owner only, and the server takes them', () => {
  for (const block of blocksOf('In a container')) run(block)
  expect(rightsOf('runboard.env')).toBe('600')
  const pairs = fileOf('runboard.env').trim().split('\n')
  const env = Object.fromEntries(pairs.map((pair) => pair.split('=')))
  expect(parseConfig(env)).toMatchObject({ publicUrl: 'https://runboard.example.com', open: true })
  expect(fileOf('called')).toBe('docker compose up -d --build\n')
})

test('an upgrade stops the server before its files change, and starts it when they are built', () => {
  for (const block of blocksOf('Upgrade')) run(block)
  expect(fileOf('called').split('\n')).toEqual([
    'systemctl stop runboard',
    'git pull',
    'node scripts/prepare.mjs --build',
    'systemctl start runboard',
    '',
  ])
})
