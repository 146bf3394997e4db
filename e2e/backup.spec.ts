/** A copy of the store of a running server, brought back by the commands of docs/deploying.md. */
import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, existsSync, globSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { blocksOf } from '../scripts/deploy/page.ts'
import { call } from './client.ts'
import { startServer, type TestServer } from './harness.ts'

const password = 'open-sesame-1'
const headers = { Authorization: `Bearer ${password}` }
const env = { RUNBOARD_PASSWORD: password }
const tasks = { 'say.sh': '#!/bin/sh\necho "said by $RUNBOARD_RUN_ID"\n' }
const [backup = '', restore = ''] = blocksOf('Back up and restore')
const written = 'runboard-2026-11-24.db'

/** The command as the page shows it, for the folders of this server. */
function here(block: string, { folder }: TestServer) {
  return block
    .replaceAll('/var/lib/runboard/data', `${folder}/data`)
    .replaceAll('/var/backups', folder)
    .replaceAll('/opt/runboard', process.cwd())
    .replaceAll('systemctl', ': systemctl')
    .replaceAll('-o runboard -g runboard', '-o "$(id -u)" -g "$(id -g)"')
}

const bash = (script: string) => promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script])

test('a copy made at work holds history, logs and sessions, and a server goes on with it', async () => {
  const server = await startServer({ tasks, env, headers })
  const login = await call(server, 'POST', '/api/login', { body: { name: 'Ada', password } })
  const session = { Cookie: login.headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '' }
  const before = await runs(server, session, 5)
  const copying = bash(here(backup, server))
  const during = runs(server, session, 20)
  await copying
  await during
  const [copy = ''] = globSync(`${server.folder}/runboard-*.db`)
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  renameSync(copy, path.join(server.folder, written))
  await runs(server, session, 1)
  await server.crash()
  await bash(here(restore, server))
  expect(existsSync(`${server.data}.old/runboard.db`)).toBe(true)
  const next = await startServer({ tasks, env, headers, folder: server.folder, port: server.port })
  await holds(next, session, before)
  expect((await runs(next, session, 1)).length).toBe(1)
  expect(await next.stop()).toBe(0)
})

/** As many runs, one after the other, each to its end. Returns their ids. */
async function runs(server: TestServer, session: Record<string, string>, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < count; i++) {
    const sent = { headers: { ...session, Prefer: 'wait=30' } }
    const { body } = await call(server, 'POST', '/api/tasks/say/runs', sent)
    expect(body.status).toBe('succeeded')
    ids.push(body.id)
  }
  return ids
}

async function holds(server: TestServer, session: Record<string, string>, ids: string[]) {
  for (const id of ids) {
    const run = await call(server, 'GET', `/api/runs/${id}`, { headers: session })
    expect(run.body).toMatchObject({ status: 'succeeded', by: 'Ada' })
    const log = await call(server, 'GET', `/api/runs/${id}/log?format=text`, { headers: session })
    expect(log.text).toBe(`said by ${id}\n`)
  }
}

test('nothing is overwritten, nothing is left of a copy that fails, and it says why', async () => {
  const server = await startServer({ tasks, env, headers })
  const copy = (file: string, data = server.data) => {
    const options = { env: { ...process.env, RUNBOARD_DATA: data }, stdio: 'pipe' } as const
    return execFileSync('node_modules/.bin/node', ['scripts/backup.ts', file], options)
  }
  const file = path.join(server.folder, 'copy.db')
  writeFileSync(file, 'mine')
  expect(() => copy(file)).toThrow(/exists already, and is not overwritten/)
  expect(statSync(file).size).toBe(4)
  expect(() => copy(path.join(server.folder, 'other.db'), server.folder)).toThrow(
    /Name its folder in RUNBOARD_DATA/,
  )
  expect(() => copy('')).toThrow(/Name the file to write/)
  writeFileSync(path.join(server.folder, 'runboard.db'), 'no database at all, but a text of some length')
  chmodSync(path.join(server.folder, 'runboard.db'), 0o600)
  expect(() => copy(path.join(server.folder, 'other.db'), server.folder)).toThrow(/not a database/)
  expect(globSync(`${server.folder}/other*`)).toEqual([])
  await server.stop()
})
