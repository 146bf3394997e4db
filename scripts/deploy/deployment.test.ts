import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseConfig } from '../../lib/config.ts'
import { settingNames } from '../../lib/settings.ts'
import { parseDuration } from '../../lib/units.ts'
import * as docker from './dockerfile.ts'
import { blocksOf } from './page.ts'
import { environmentOf, parseUnit } from './unit-file.ts'

const read = (file: string) => readFileSync(file, 'utf8')
const compose = parse(read('compose.yaml'))
const unit = parseUnit(read('deploy/runboard.service'))
const image = docker.stagesOf(read('Dockerfile')).at(-1) ?? []
const password = { RUNBOARD_PASSWORD: 'correct horse' }

/** What the longest end of a task and its writing may take beyond the drain: the default `killGrace`, and 10 s. */
const endMs = 20_000
const ms = (duration: string) => parseDuration(duration.replaceAll('min', 'm'))

test('every setting that is named is one', () => {
  const files = ['Dockerfile', 'compose.yaml', 'docs/deploying.md', ...globSync('deploy/*')]
  const names = files.flatMap((file) => read(file).match(/RUNBOARD_[A-Z_]+/g) ?? [])
  expect(names.filter((name) => !(settingNames as string[]).includes(name))).toEqual([])
})

describe('a stop waits longer than running tasks may go on', () => {
  const [override] = blocksOf('Long tasks and a stop', 'yaml')
  const [dropIn] = blocksOf('Long tasks and a stop', 'ini')

  test.each([
    ['compose.yaml', compose],
    ['the override', parse(override ?? '')],
  ])('%s', (_, { services: { runboard } }) => {
    const drainMs = ms(runboard.environment.RUNBOARD_DRAIN)
    expect(ms(runboard.stop_grace_period)).toBeGreaterThanOrEqual(drainMs + endMs)
  })

  test.each([
    ['the unit', unit],
    ['its drop-in', parseUnit(dropIn ?? '')],
  ])('%s', (_, unit) => {
    const drainMs = ms(environmentOf(unit).RUNBOARD_DRAIN ?? '')
    expect(ms(unit.TimeoutStopSec?.[0] ?? '')).toBeGreaterThanOrEqual(drainMs + endMs)
  })
})

describe('the image', () => {
  test('runs as nobody special, under an init, and starts for others with a password only', () => {
    expect(docker.textOf(image, 'USER')).toBe('node')
    expect(docker.commandOf(image, 'ENTRYPOINT')).toEqual(['tini', '--'])
    expect(docker.textOf(image, 'RUN')).toMatch(/install .*\bpython3 tini\b/)
    const env = docker.environmentOf(image)
    expect(() => parseConfig(env)).toThrow(/RUNBOARD_PASSWORD/)
    expect(parseConfig({ ...env, ...password })).toMatchObject({ host: '0.0.0.0', data: '/data' })
  })

  test.each([
    ['server.ts', true],
    ['app/page.tsx', true],
    ['lib/runner/main.ts', true],
    ['scripts/prepare/build.mjs', true],
    ['package-lock.json', true],
    ['runboard.env', false],
    ['.env', false],
    ['.git/config', false],
    ['data/runboard.db', false],
    ['tasks/heavy-task.ts', false],
    ['credentials.json', false],
    ['lib/config.test.ts', false],
    ['node_modules/next/package.json', false],
  ])('%s is in its context: %s', (file, isIn) => {
    expect(docker.contextOf(read('.dockerignore'))(file)).toBe(isIn)
  })
})

test('the container is reached through this machine alone, and believes what comes from its gateway', () => {
  const { ports, environment, volumes, env_file } = compose.services.runboard
  expect(ports).toEqual(['127.0.0.1:3000:3000'])
  expect(environment.RUNBOARD_TRUSTED_PROXIES).toBe(compose.networks.default.ipam.config[0].gateway)
  expect(volumes).toEqual(['./tasks:/tasks:ro', 'data:/data'])
  expect(read('.gitignore')).toContain(env_file)
  expect(parseConfig({ ...docker.environmentOf(image), ...environment, ...password }).open).toBe(true)
})

describe('the unit', () => {
  test('is one that systemd understands', (context) => {
    if (spawnSync('systemd-analyze', ['--version']).status !== 0) context.skip('systemd is not installed')
    const folder = mkdtempSync(path.join(tmpdir(), 'runboard-unit-'))
    const file = path.join(folder, 'runboard.service')
    writeFileSync(file, read('deploy/runboard.service').replace(/^(ExecStart=)\S+/m, '$1/bin/true'))
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  test('gives the server settings that it takes', () => {
    const env = environmentOf(unit)
    expect(env.RUNBOARD_PASSWORD_FILE).toBe('/etc/runboard/password')
    const { RUNBOARD_PASSWORD_FILE: _, ...rest } = env
    const config = parseConfig({ ...rest, ...password })
    expect(config).toMatchObject({ tasks: '/srv/tasks', data: '/var/lib/runboard/data' })
    expect(`/var/lib/${unit.StateDirectory}/data`).toBe(config.data)
    expect(`/var/cache/${unit.CacheDirectory}`).toBe(env.NODE_COMPILE_CACHE)
  })
})

test('a proxy waits longer than the 60 s for which a request is held', () => {
  const timeout = (file: string, name: string) =>
    ms(new RegExp(`${name} (\\w+)`).exec(read(file))?.[1] ?? '0s')
  expect(timeout('deploy/nginx.conf', 'proxy_read_timeout')).toBeGreaterThanOrEqual(75_000)
  expect(timeout('deploy/Caddyfile', 'response_header_timeout')).toBeGreaterThanOrEqual(75_000)
  // The server closes an idle connection after 75 s, and must not do it first.
  expect(timeout('deploy/Caddyfile', 'keepalive')).toBeLessThan(75_000)
})

test('the page installs the version of Node that Runboard runs on', () => {
  const { node } = JSON.parse(read('package.json')).devDependencies
  expect(blocksOf('Ten minutes')[0]).toContain(`nodejs.org/dist/v${node}/node-v${node}-linux-`)
})
