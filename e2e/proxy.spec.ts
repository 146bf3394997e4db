/** Behind the proxies of docs/deploying.md, as colleagues reach them from another machine. */
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import type { Page } from '@playwright/test'
import { startServer, type TestServer } from './harness.ts'
import { freePort } from './launch.ts'
import { type Kind, name, networkFrom, programOf, startProxy } from './nginx-and-caddy.ts'
import { card, expect, press, test } from './quiet-page.ts'

const talk = '#!/bin/sh\nfor word in one two three; do echo "it says $word"; sleep 0.7; done\n'
const password = 'open-sesame-1'
const bearer = { Authorization: `Bearer ${password}` }
/** Where the colleagues are. The proxy itself is at 127.0.0.1. */
const lan = '127.0.0.2'

type Place = { url: string; port: number; server: TestServer; close(): Promise<void> }

/** A server behind a proxy, at a port that is reached from `lan`. */
async function open(
  kind: Kind,
  env: Record<string, string>,
  headers: Record<string, string>,
): Promise<Place> {
  const [port, https] = [await freePort(), await freePort()]
  const url = `https://${name}:${port}`
  const all = { RUNBOARD_PUBLIC_URL: url, RUNBOARD_TRUSTED_PROXIES: '127.0.0.1', ...env }
  const server = await startServer({ tasks: { 'talk.sh': talk }, env: all, headers })
  const stopProxy = await startProxy(kind, { https, upstream: server.port })
  const network = networkFrom(lan, port, https)
  const close = async () => {
    network.close()
    await stopProxy()
    await server.stop()
  }
  return { url, port, server, close }
}

type Answer = { status?: number; headers: IncomingMessage['headers']; body: string }

/** From `lan` too, but not by a browser, which would not send everything. */
async function send(port: number, method: string, path: string, headers: Record<string, string>) {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const all = { Host: `${name}:${port}`, ...headers }
  const options = { host: '127.0.0.1', port, method, path, headers: all, rejectUnauthorized: false }
  request({ ...options, servername: name, agent: false }, async (response) => {
    resolve({ status: response.statusCode, headers: response.headers, body: await text(response) })
  })
    .on('error', reject)
    .end()
  return await promise
}

const auditOf = async (port: number) => JSON.parse((await send(port, 'GET', '/api/audit', bearer)).body).data

test.use({ ignoreHTTPSErrors: true })

for (const kind of ['nginx', 'caddy'] as const) {
  test.describe(kind, () => {
    test.skip(process.platform !== 'linux', 'only Linux has the addresses 127.0.0.2 and so on')
    test.skip(!programOf(kind), `${kind} was not found, and apt-get cannot fetch it`)
    let place: Place

    test.beforeAll(async () => {
      place = await open(kind, { RUNBOARD_PASSWORD: password }, bearer)
    })
    test.afterAll(() => place?.close())

    test('a colleague logs in over https, runs a task and follows its log; name and address are theirs', async ({
      page,
    }) => {
      await page.goto(place.url)
      await logIn(page)
      await expect(card(page, 'talk')).toBeVisible()
      const [cookie] = await page.context().cookies()
      expect(cookie).toMatchObject({ name: '__Host-runboard', secure: true, httpOnly: true })
      await press(page, 'talk', 'Run')
      await card(page, 'talk').locator('a[href^="/runs/"]').first().click()
      await expect(page.getByText('Queued by Ada')).toBeVisible()
      await expect(page.getByText('it says one')).toBeVisible()
      await expect(page.getByText('it says three')).toBeVisible()
      const ours = { by: 'Ada', address: lan }
      const audit = await auditOf(place.port)
      expect(audit).toContainEqual(expect.objectContaining({ action: 'login', ...ours }))
      expect(audit).toContainEqual(expect.objectContaining({ action: 'start', task: 'talk', ...ours }))
      expect(await page.evaluate(protocol)).toBe('h2')
      await page.getByRole('link', { name: 'Audit' }).click()
      const entries = page.getByRole('main').getByRole('listitem')
      await expect(entries.filter({ hasText: 'Ada' }).filter({ hasText: lan }).first()).toBeVisible()
    })

    test('a request that waits is held as long as it asks for', async () => {
      const ended = { ...bearer, Prefer: 'wait=30' }
      const run = await send(place.port, 'POST', '/api/tasks/talk/runs', ended)
      const path = `/api/runs/${JSON.parse(run.body).id}`
      const known = await send(place.port, 'GET', path, bearer)
      expect(JSON.parse(known.body).status).toBe('succeeded') // nothing of it changes any more
      expect(known.headers['strict-transport-security']).toBe('max-age=31536000')
      const before = performance.now()
      const sent = { ...bearer, 'If-None-Match': `${known.headers.etag}`, Prefer: 'wait=5' }
      const held = await send(place.port, 'GET', path, sent)
      expect([held.status, held.headers['preference-applied']]).toEqual([304, 'wait=5'])
      expect(performance.now() - before).toBeGreaterThan(4_900)
    })

    test('an address that a visitor makes up is not theirs', async () => {
      const forged = {
        'X-Forwarded-For': '203.0.113.9',
        Forwarded: 'for=203.0.113.9',
        'X-Real-IP': '203.0.113.9',
      }
      const basic = { Authorization: `Basic ${btoa(`eve:${password}`)}` }
      const { status } = await send(place.port, 'POST', '/api/tasks/talk/runs', { ...basic, ...forged })
      expect(status).toBe(202)
      const audit: { by: string; address: string }[] = await auditOf(place.port)
      expect(audit.find(({ by }) => by === 'eve')?.address).toBe(lan)
    })

    test('a name that a visitor makes up opens nothing', async () => {
      const known = { 'X-Forwarded-User': 'Ada' }
      const signed = await open(kind, { RUNBOARD_USER_HEADER: 'X-Forwarded-User' }, known)
      const statuses = [
        (await send(signed.port, 'GET', '/api/tasks', known)).status,
        (await send(signed.port, 'GET', '/api/tasks', { 'x-forwarded-user': 'Ada' })).status,
      ]
      await signed.close()
      expect(statuses).toEqual([401, 401])
    })
  })
}

async function logIn(page: Page) {
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
}

/** By which version of HTTP the page came: below 2 a browser opens no more than six connections. */
function protocol() {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return navigation?.nextHopProtocol
}
