import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from '@playwright/test'
import { call } from './client.ts'
import { refusedStart, startServer, type TestServer } from './harness.ts'

const tasks = {
  'nothing.ts': `import { defineTask } from 'runboard'\nexport default defineTask({ run() {} })`,
}

let server: TestServer
test.beforeAll(async () => {
  server = await startServer({ tasks })
})
test.afterAll(async () => {
  await server.stop()
})

/** Sends the lines as they are and gives the first line of the answer. */
async function raw(...lines: string[]): Promise<string> {
  const socket = connect(server.port, '127.0.0.1')
  socket.write(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`)
  return (await text(socket)).split('\r\n', 1)[0] ?? ''
}

test.describe('the name in Host', () => {
  test('may be any that we serve, on any port', async () => {
    for (const host of ['localhost', 'localhost:1', '127.0.0.1', '[::1]:8080', 'LOCALHOST'])
      expect(await raw('GET /healthz HTTP/1.1', `Host: ${host}`)).toContain(' 200 ')
  })

  test('may be no other: pages, files and API are misdirected', async () => {
    for (const path of ['/', '/api/tasks', '/healthz', '/_next/static/x.js'])
      expect(await raw(`GET ${path} HTTP/1.1`, 'Host: evil.example')).toContain(' 421 ')
    expect(await raw('POST /api/background-task HTTP/1.1', 'Host: evil.example')).toContain(' 421 ')
  })

  test('is looked at too where the connection is to be upgraded, which it never is', async () => {
    const upgrade = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk']
    for (const request of ['GET /', 'GET /api/tasks', 'POST /api/background-task'])
      expect(await raw(`${request} HTTP/1.1`, 'Host: evil.example', ...upgrade)).toContain(' 421 ')
    expect(await raw('GET /healthz HTTP/1.1', 'Host: localhost', ...upgrade)).toContain(' 200 ')
  })

  test('must be there once, and nowhere else', async () => {
    expect(await raw('GET / HTTP/1.1', 'Host: localhost', 'Host: evil.example')).toContain(' 400 ')
    expect(await raw('GET / HTTP/1.1', 'Host: localhost', 'Host: localhost')).toContain(' 400 ')
    expect(await raw('GET / HTTP/1.1')).toContain(' 400 ')
    expect(await raw('GET / HTTP/1.0')).toContain(' 400 ')
    expect(await raw('GET / HTTP/1.1', 'Host: ')).toContain(' 400 ')
    expect(await raw('GET http://localhost/ HTTP/1.1', 'Host: localhost')).toContain(' 400 ')
    expect(await raw('GET http://evil.example/ HTTP/1.1', 'Host: localhost')).toContain(' 400 ')
  })
})

test.describe('another site', () => {
  const attacks: [string, Record<string, string>, string | undefined][] = [
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'http://evil.example' }, 'a=1'],
    ['a form without an origin', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'a=1'],
    ['text that is JSON', { 'Content-Type': 'text/plain' }, '{}'],
    ['multipart', { 'Content-Type': 'multipart/form-data; boundary=x' }, '--x--'],
    ['no content type', { 'Content-Type': '' }, '{}'],
    ['fetch without CORS', { 'Content-Type': 'text/plain', 'Sec-Fetch-Site': 'cross-site' }, '{}'],
    ['a sandboxed frame', { Origin: 'null' }, '{}'],
    ['another port', { Origin: 'http://localhost:1' }, '{}'],
    ['a sister domain', { 'Sec-Fetch-Site': 'same-site' }, undefined],
    ['an empty post', { 'Sec-Fetch-Site': 'cross-site' }, undefined],
    ['an origin alone', { Origin: 'http://evil.example' }, undefined],
  ]
  for (const [title, headers, body] of attacks) {
    test(`starts nothing: ${title}`, async () => {
      for (const path of ['/api/background-task', '/api/tasks/nothing/runs'])
        expect([403, 415]).toContain((await call(server, 'POST', path, { headers, body })).status)
      expect((await call(server, 'GET', '/api/runs')).body.data).toEqual([])
    })
  }

  test('reads nothing, and gets no CORS headers', async () => {
    for (const path of ['/api/tasks', '/api/runs', '/readyz'])
      expect((await call(server, 'GET', path, { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(
        403,
      )
    const preflight = { Origin: 'http://evil.example', 'Access-Control-Request-Method': 'POST' }
    const { headers } = await call(server, 'OPTIONS', '/api/background-task', { headers: preflight })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

test.describe('being reachable by others', () => {
  const exposed: [string, Record<string, string>][] = [
    ['an address', { RUNBOARD_HOST: '0.0.0.0' }],
    ['a public address', { RUNBOARD_PUBLIC_URL: 'https://runs.example.com' }],
  ]
  for (const [title, env] of exposed) {
    test(`${title} is refused without a decision, naming the cure`, async () => {
      const { code, output } = await refusedStart(env)
      expect(code).toBe(1)
      expect(output.trim().split('\n')).toEqual([expect.stringContaining('RUNBOARD_OPEN=yes')])
    })
  }

  test('a proxy is refused, naming the cure', async () => {
    for (const name of [
      'Forwarded',
      'X-Forwarded-For',
      'X-Forwarded-Host',
      'X-Forwarded-Proto',
      'X-Real-IP',
      'Via',
    ]) {
      const { status, body } = await call(server, 'GET', '/api/tasks', { headers: { [name]: '127.0.0.1' } })
      expect([status, body.detail]).toEqual([403, expect.stringContaining('RUNBOARD_OPEN=yes')])
    }
    expect(await raw('GET / HTTP/1.1', 'Host: localhost', 'X-Forwarded-For: 127.0.0.1')).toContain(' 403 ')
  })

  test('all of it works once it is decided', async () => {
    const env = {
      RUNBOARD_HOST: '0.0.0.0',
      RUNBOARD_OPEN: 'yes',
      RUNBOARD_PUBLIC_URL: 'https://runs.example.com',
    }
    const open = await startServer({ tasks, env })
    const headers = {
      Host: 'runs.example.com',
      Origin: 'https://runs.example.com',
      'X-Forwarded-Proto': 'https',
    }
    const answer = await call(open, 'POST', '/api/tasks/nothing/runs', { headers })
    expect([answer.status, answer.headers.location]).toEqual([202, `/api/runs/${answer.body.id}`])
    expect((await call(open, 'GET', '/api/tasks', { headers: { Host: 'evil.example' } })).status).toBe(421)
    await open.stop()
  })
})

test('a port that is taken is one clear line', async () => {
  const { code, output } = await refusedStart({ PORT: String(server.port) })
  expect([code, output]).toEqual([
    1,
    `Port ${server.port} is taken. Stop what listens there, or choose another: PORT=${server.port + 1} npm start\n`,
  ])
})

test('a data folder that is served already is refused with one clear line', async () => {
  const { code, output } = await refusedStart({ RUNBOARD_DATA: server.data })
  expect(code).toBe(1)
  expect(
    output
      .trim()
      .split('\n')
      .filter((line) => !line.includes('next.config')),
  ).toEqual([
    `Another Runboard serves the data folder ${server.data}, or has not stopped yet. ` +
      'Stop it, or name another folder in RUNBOARD_DATA.',
  ])
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
})

test.describe('headers', () => {
  test('pages have a policy with a nonce of their own, and cannot be framed or stored', async () => {
    const nonces = new Set<string>()
    for (const path of ['/', '/', '/nope', '/runs/run_00000000000000000000']) {
      const { headers } = await fetch(`${server.url}${path}`)
      const policy = headers.get('content-security-policy') ?? ''
      const [, nonce] = /script-src 'self' 'nonce-([\w+/=]{20,})' 'strict-dynamic'(?:;|$)/.exec(policy) ?? []
      nonces.add(nonce ?? '')
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
      expect(headers.get('cache-control')).toContain('no-store')
    }
    expect(nonces.size).toBe(4)
  })

  test('everything has those that cost nothing, and nothing says what serves it', async () => {
    for (const path of ['/', '/nope', '/api/tasks', '/api/nope', '/healthz', '/_next/static/nope']) {
      const { headers } = await fetch(`${server.url}${path}`)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('permissions-policy')).toContain('camera=()')
      expect(headers.get('x-powered-by')).toBe(null)
    }
  })
})
