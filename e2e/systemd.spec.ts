/** The unit of systemd, carried out without systemd: what it starts, what it signals, and what it leaves alone. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { environmentOf, parseUnit } from '../scripts/deploy/unit-file.ts'
import { call } from './client.ts'
import { freePort, isUp, type Launched, launch } from './launch.ts'

const unit = parseUnit(readFileSync('deploy/runboard.service', 'utf8'))
const headers = { Authorization: 'Bearer open-sesame-1' }
const slow = `#!/bin/sh\nfor word in one two three four; do echo $word; sleep 1; done\n`
let root: string
let port: number

test.describe.configure({ timeout: 120_000 }) // it starts a server twice
test.beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'runboard-service-'))
  for (const folder of ['etc/runboard', 'srv/tasks']) mkdirSync(path.join(root, folder), { recursive: true })
  writeFileSync(path.join(root, 'etc/runboard/password'), 'open-sesame-1\n')
  writeFileSync(path.join(root, 'srv/tasks/slow.sh'), slow, { mode: 0o755 })
  port = await freePort()
})
test.afterEach(() => rmSync(root, { recursive: true, force: true }))

/** On a machine whose folders are below `root`, but for the program's own and the cache, which is warm here. */
function here(text: string) {
  return text
    .replaceAll('/opt/runboard', process.cwd())
    .replace('/var/cache/runboard', `${process.cwd()}/node_modules/.cache/node`)
    .replace(/^\/(etc|srv|var)\//, `${root}/$1/`)
}

async function start(): Promise<Launched> {
  const settings = Object.entries(environmentOf(unit)).map(([name, value]) => [name, here(value)])
  const env = { ...Object.fromEntries(settings), PORT: String(port) }
  const command = here(unit.ExecStart?.[0] ?? '').split(' ')
  const server = launch(command, { cwd: here(unit.WorkingDirectory?.[0] ?? ''), env })
  await isUp(server)
  return server
}

const begin = async (): Promise<string> =>
  (await call({ port }, 'POST', '/api/tasks/slow/runs', { headers })).body.id

const statusOf = async (run: string) =>
  (await call({ port }, 'GET', `/api/runs/${run}`, { headers })).body.status

async function isRunning(run: string) {
  await expect.poll(() => statusOf(run)).toBe('running')
}

test('a signal to the server alone lets a running task finish, and the service ends well', async () => {
  const server = await start()
  const run = await begin()
  await isRunning(run)
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  const next = await start()
  expect(await statusOf(run)).toBe('succeeded')
  next.child.kill('SIGTERM')
  expect(await next.ended).toBe(0)
})

test('a server that dies leaves its tasks at work, which the next one tells of', async () => {
  expect(unit).toMatchObject({ KillMode: ['process'], Restart: ['always'] })
  const server = await start()
  const run = await begin()
  await isRunning(run)
  server.child.kill('SIGKILL')
  await server.ended
  const next = await start()
  await expect.poll(() => statusOf(run), { timeout: 20_000 }).toBe('succeeded')
  const { body } = await call({ port }, 'GET', `/api/runs/${run}`, { headers })
  expect(body.attempts).toHaveLength(1)
  next.child.kill('SIGTERM')
  expect(await next.ended).toBe(0)
})
