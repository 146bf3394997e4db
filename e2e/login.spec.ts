/** Who may come in, and by which name what they do is kept. */

import { expect, test } from '@playwright/test'
import { type RouteName, routes } from '../lib/routes.ts'
import { call } from './client.ts'
import { startServer, type TestServer } from './harness.ts'

const tasks = {
  'nothing.ts': `import { defineTask } from 'runboard'\nexport default defineTask({ run() {} })`,
}
const password = 'open-sesame-1'
const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Every route, and whether it answers everybody, or does where badges are public. One that is new must be decided here. */
const doors: Record<RouteName, 'open' | 'badges' | 'closed'> = {
  getBackgroundTask: 'closed',
  startBackgroundTask: 'closed',
  listTasks: 'closed',
  getTask: 'closed',
  getBadge: 'badges',
  startRun: 'closed',
  listRuns: 'closed',
  cancelRuns: 'closed',
  rerunRuns: 'closed',
  getRun: 'closed',
  deleteRun: 'closed',
  cancelRun: 'closed',
  rerun: 'closed',
  getLog: 'closed',
  uploadFile: 'closed',
  listRunFiles: 'closed',
  getRunFile: 'closed',
  listRunners: 'closed',
  login: 'open',
  logout: 'open',
  listAudit: 'closed',
  getDescription: 'closed',
  getHealth: 'open',
  getReadiness: 'closed',
  getMetrics: 'closed',
}
const pathOf = (name: RouteName) =>
  routes[name].path
    .replace('{task}', 'nothing')
    .replace('{id}', 'run_00000000000000000000')
    .replace('{name}', 'a.txt')
const paths = [...new Set((Object.keys(doors) as RouteName[]).map(pathOf)), '/api/nothing-here']
const openPaths = new Set(
  (Object.keys(doors) as RouteName[]).filter((name) => doors[name] === 'open').map(pathOf),
)

const bearer = { Authorization: `Bearer ${password}` }
const basic = (name: string) => ({ Authorization: `Basic ${btoa(`${name}:${password}`)}` })

let guarded: TestServer
let behindProxy: TestServer
let behindOther: TestServer
let cookie: string
let revoked: string

test.beforeAll(async () => {
  const trusting = { RUNBOARD_TRUSTED_PROXIES: '127.0.0.1,::1' }
  const header = { RUNBOARD_USER_HEADER: 'X-User' }
  const start = (env: Record<string, string>, headers: Record<string, string>) =>
    startServer({ tasks, env, headers })
  guarded = await start({ RUNBOARD_PASSWORD: password, ...trusting }, bearer)
  behindProxy = await start({ ...header, ...trusting }, { 'X-User': 'Ada' })
  const distrusting = { RUNBOARD_PASSWORD: password, RUNBOARD_TRUSTED_PROXIES: '10.9.9.9' }
  behindOther = await start({ ...header, ...distrusting }, bearer)
  cookie = await loggedIn('Ada')
  revoked = await loggedIn('Eve')
  await call(guarded, 'POST', '/api/logout', { headers: { Cookie: revoked } })
})
test.afterAll(async () => {
  for (const server of [guarded, behindProxy, behindOther]) await server?.stop()
})

async function loggedIn(name: string): Promise<string> {
  const { status, headers } = await call(guarded, 'POST', '/api/login', { body: { name, password } })
  expect(status).toBe(200)
  const [set = ''] = headers['set-cookie'] ?? []
  expect(set).toMatch(/^runboard=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/)
  return set.split(';', 1)[0] ?? ''
}

let addresses = 0
/** Each from another address: after ten wrong passwords one has to wait. */
const elsewhere = () => ({ 'X-Forwarded-For': `10.0.${addresses >> 8}.${addresses++ & 255}` })

const visitors: [
  who: string,
  isKnown: boolean,
  server: () => TestServer,
  headers: () => Record<string, string>,
][] = [
  ['nobody', false, () => guarded, () => ({})],
  ['a wrong password', false, () => guarded, () => ({ Authorization: 'Bearer wrong', ...elsewhere() })],
  ['the password', true, () => guarded, () => bearer],
  ['the password by Basic', true, () => guarded, () => basic('ci')],
  ['a session', true, () => guarded, () => ({ Cookie: cookie })],
  ['a session that was ended', false, () => guarded, () => ({ Cookie: revoked })],
  ['a cookie that we never set', false, () => guarded, () => ({ Cookie: `runboard=${'x'.repeat(43)}` })],
  ['a name where no header is asked for', false, () => guarded, () => ({ 'X-User': 'Ada' })],
  ['a name from a trusted proxy', true, () => behindProxy, () => ({ 'X-User': 'Ada' })],
  ['a trusted proxy without a name', false, () => behindProxy, () => ({})],
  ['a name from elsewhere', false, () => behindOther, () => ({ 'X-User': 'Ada' })],
]

test.describe('every path, by every method', () => {
  test.setTimeout(240_000) // a wrong password is slow to refuse, on purpose

  for (const [who, isKnown, server, headers] of visitors) {
    test(`${who}: ${isKnown ? 'answered' : 'refused'}`, async () => {
      for (const path of paths) {
        if (who === 'a session') cookie = await loggedIn('Ada') // one of the paths ends it
        const answers = methods.map(async (method) => {
          const { status } = await call(server(), method, path, { headers: headers() })
          const isClosed = !isKnown && !openPaths.has(path)
          // Outside of the API nothing but reading is possible, for nobody.
          const isRefused = status === 401 || (isClosed && status === 405 && !path.startsWith('/api'))
          expect(isRefused, `${method} ${path} answers ${status}`).toBe(isClosed)
        })
        await Promise.all(answers)
      }
    })
  }

  test('pages send nobody but whom we know past the login', async () => {
    for (const [, isKnown, server, headers] of visitors) {
      for (const path of ['/', '/runs/run_00000000000000000000', '/nothing-here']) {
        const answer = await fetch(`${server().url}${path}`, { headers: headers(), redirect: 'manual' })
        const next = path === '/' ? '' : `?next=${encodeURIComponent(path)}`
        if (isKnown) expect(answer.status).toBeLessThan(500)
        if (isKnown) expect(answer.headers.get('location')).toBeNull()
        // Where only a proxy can say who somebody is, there is nothing to fill in.
        else if (server() === behindProxy) expect(answer.status).toBe(401)
        else expect([answer.status, answer.headers.get('location')]).toEqual([303, `/login${next}`])
      }
    }
  })
})

test('a page of another site starts nothing with a session that is valid', async () => {
  const before = await newestRun()
  const attacks: Record<string, string>[] = [
    { Origin: 'http://evil.example' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { Origin: 'null' },
  ]
  for (const headers of attacks) {
    for (const path of ['/api/background-task', '/api/tasks/nothing/runs', '/api/logout', '/api/login']) {
      const { status } = await call(guarded, 'POST', path, { headers: { Cookie: cookie, ...headers } })
      expect(status).toBe(403)
    }
  }
  expect(await newestRun()).toBe(before)
})

const newestRun = async () =>
  (await call(guarded, 'GET', '/api/runs?limit=1', { headers: bearer })).body.data[0]?.id

test('after ten wrong passwords an address has to wait, and others do not', async () => {
  const headers = { 'X-Forwarded-For': '192.0.2.1' }
  const wrong = () =>
    call(guarded, 'POST', '/api/login', { headers, body: { name: 'Eve', password: 'wrong' } })
  for (let i = 0; i < 10; i++) expect((await wrong()).status).toBe(401)
  const { status, headers: answered } = await call(guarded, 'POST', '/api/login', {
    headers,
    body: { name: 'Eve', password },
  })
  expect(status).toBe(429)
  expect(Number(answered['retry-after'])).toBeGreaterThan(0)
  expect((await call(guarded, 'GET', '/api/tasks', { headers: { Cookie: cookie, ...headers } })).status).toBe(
    200,
  )
  await loggedIn('Bob')
})

test('a login ends the session that there was', async () => {
  const first = await loggedIn('Ada')
  const body = { name: 'Ada', password }
  expect((await call(guarded, 'POST', '/api/login', { headers: { Cookie: first }, body })).status).toBe(200)
  expect((await call(guarded, 'GET', '/api/tasks', { headers: { Cookie: first } })).status).toBe(401)
})

test('the cookie is for https only where the visitor came by https', async () => {
  const headers = { 'X-Forwarded-Proto': 'https' }
  const answer = await call(guarded, 'POST', '/api/login', { headers, body: { name: 'Ada', password } })
  expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-runboard=.*; Secure$/)
})

test('names are kept: of a session, of Basic and of a proxy, with the address, in the audit too', async () => {
  const from = { 'X-Forwarded-For': '203.0.113.7' }
  const byOf = async (server: TestServer, headers: Record<string, string>) => {
    const { body } = await call(server, 'POST', '/api/tasks/nothing/runs', { headers })
    return body.by
  }
  expect(await byOf(guarded, { Cookie: cookie, ...from })).toBe('Ada')
  expect(await byOf(guarded, basic('nightly'))).toBe('nightly')
  expect(await byOf(guarded, bearer)).toBeNull()
  expect(await byOf(behindProxy, { 'X-User': 'Grace' })).toBe('Grace')
  const { body } = await call(guarded, 'GET', '/api/audit?limit=200', { headers: bearer })
  expect(body.data).toContainEqual(
    expect.objectContaining({ action: 'start', task: 'nothing', by: 'Ada', address: '203.0.113.7' }),
  )
  const actions = body.data.map(({ action }: { action: string }) => action)
  for (const action of ['login', 'logout', 'login_failed', 'start']) expect(actions).toContain(action)
})

test('another password ends every session', async () => {
  const old = await startServer({ tasks, env: { RUNBOARD_PASSWORD: password }, headers: bearer })
  const { headers } = await call(old, 'POST', '/api/login', { body: { name: 'Ada', password } })
  const session = { Cookie: headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '' }
  expect((await call(old, 'GET', '/api/tasks', { headers: session })).status).toBe(200)
  await old.crash()
  const next = { folder: old.folder, headers: { Authorization: 'Bearer another-one' } }
  const server = await startServer({ tasks, env: { RUNBOARD_PASSWORD: 'another-one' }, ...next })
  expect((await call(server, 'GET', '/api/tasks', { headers: session })).status).toBe(401)
  await server.stop()
})
