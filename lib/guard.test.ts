import { describe, expect, test } from 'vitest'
import {
  checkAddedForwarding,
  checkContentType,
  checkForwarding,
  checkHost,
  checkSite,
  type Served,
} from './guard.ts'

const local: Served = { host: '127.0.0.1', publicUrl: null, open: false }
const shared: Served = { host: '0.0.0.0', publicUrl: 'https://runs.example.com', open: true }

const headerOf = (headers: Record<string, string>) => (name: string) => headers[name] ?? null

/** The code of the error that `check` throws; null where it lets the request pass. */
function codeOf(check: () => void): string | null {
  try {
    check()
    return null
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a Host that we serve', () => {
  test.each(['localhost', 'localhost:3000', 'LOCALHOST:9999', '127.0.0.1:3000', '[::1]:3000', '[::1]'])(
    '%s',
    (host) => {
      expect(codeOf(() => checkHost(host, local))).toBe(null)
    },
  )

  test('the configured host', () => {
    expect(codeOf(() => checkHost('box.lan:3000', { ...local, host: 'Box.lan' }))).toBe(null)
    expect(codeOf(() => checkHost('[fd00::1]:3000', { ...local, host: 'fd00::1' }))).toBe(null)
  })

  test("the public address's host, also without its port", () => {
    expect(codeOf(() => checkHost('runs.example.com', shared))).toBe(null)
  })

  test('any literal address, where every address is listened on', () => {
    expect(codeOf(() => checkHost('192.168.1.7:3000', shared))).toBe(null)
    expect(codeOf(() => checkHost('[fd00::7]', shared))).toBe(null)
  })
})

describe('a Host that we do not serve', () => {
  test.each([
    'evil.example',
    'localhost.evil.example',
    'evil.example:3000',
    'localhost.',
    '192.168.1.7',
    '127.0.0.2',
    'runs.example.com',
  ])('%s is misdirected', (host) => {
    expect(codeOf(() => checkHost(host, local))).toBe('misdirected')
  })

  test('a foreign name is misdirected, also where every address is listened on', () => {
    expect(codeOf(() => checkHost('evil.example', shared))).toBe('misdirected')
  })

  test.each([
    null,
    '',
    'a b',
    'localhost/',
    'user@localhost',
    'localhost:3000:1',
    'localhost, localhost',
    ':3000',
  ])('%j is malformed', (host) => {
    expect(codeOf(() => checkHost(host, local))).toBe('malformed')
  })
})

describe('forwarding headers', () => {
  const names = ['forwarded', 'x-real-ip', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-server']

  test.each(names)('%s is refused without a decision, and the cure is named', (name) => {
    expect(() => checkForwarding(['host', name], local)).toThrow(/RUNBOARD_OPEN=yes/)
    expect(codeOf(() => checkForwarding([name], local))).toBe('forbidden')
  })

  test.each(names)('%s passes where everybody may use it', (name) => {
    expect(codeOf(() => checkForwarding([name], shared))).toBe(null)
  })

  const added = {
    host: 'localhost:3000',
    'x-forwarded-host': 'localhost:3000',
    'x-forwarded-port': '3000',
    'x-forwarded-proto': 'http',
    'x-forwarded-for': '127.0.0.1',
  }
  const check = (headers: Record<string, string>) =>
    codeOf(() => checkAddedForwarding(Object.keys(headers), headerOf(headers), local))

  test('those that Next adds itself pass', () => {
    expect(check(added)).toBe(null)
    expect(check({ ...added, 'x-forwarded-for': '::ffff:127.0.0.1' })).toBe(null)
    expect(check({ host: 'localhost' })).toBe(null)
  })

  test.each([
    ['x-forwarded-host', 'runs.example.com'],
    ['x-forwarded-proto', 'https'],
    ['x-forwarded-for', '10.0.0.7'],
    ['x-forwarded-for', '10.0.0.7, 127.0.0.1'],
    ['x-forwarded-prefix', '/runs'],
    ['x-real-ip', '10.0.0.7'],
    ['forwarded', 'for=10.0.0.7'],
  ])('%s: %s can only come from a proxy', (name, value) => {
    expect(check({ ...added, [name]: value })).toBe('forbidden')
  })
})

describe('other sites', () => {
  const check = (method: string, headers: Record<string, string>, served = local) =>
    codeOf(() => checkSite(method, headerOf({ host: 'localhost:3000', ...headers }), served))

  test.each<Record<string, string>>([
    {},
    { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' },
    { 'sec-fetch-site': 'none' },
    { origin: 'http://localhost:3000' },
  ])('may not write, but %j may', (headers) => {
    expect(check('POST', headers)).toBe(null)
  })

  test.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'same-origin', origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { origin: 'http://localhost:3001' },
    { origin: 'http://localhost' },
    { origin: 'not an origin' },
    { origin: 'file://' },
  ])('may not write: %j', (headers) => {
    expect(check('POST', headers)).toBe('cross_site')
    expect(check('DELETE', headers)).toBe('cross_site')
  })

  test('may not read either', () => {
    expect(check('GET', { 'sec-fetch-site': 'cross-site' })).toBe('cross_site')
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    }
    expect(check('GET', link)).toBe(null)
    expect(check('GET', { ...link, 'sec-fetch-dest': 'iframe' })).toBe('cross_site')
    expect(check('POST', link)).toBe('cross_site')
    expect(check('GET', { 'sec-fetch-site': 'same-site' })).toBe(null)
  })

  test('the public address is our own site, also behind a proxy that changes Host', () => {
    expect(check('POST', { origin: 'https://runs.example.com' }, shared)).toBe(null)
    expect(check('POST', { origin: 'https://runs.example.com' })).toBe('cross_site')
  })
})

describe('content types', () => {
  const check = (headers: Record<string, string>, method = 'POST') =>
    codeOf(() => checkContentType(method, headerOf(headers)))

  test.each<Record<string, string>>([
    {},
    { 'content-length': '0' },
    { 'content-type': 'application/json' },
    { 'content-type': 'Application/JSON; charset=utf-8', 'content-length': '2' },
  ])('%j passes', (headers) => {
    expect(check(headers)).toBe(null)
  })

  test.each<Record<string, string>>([
    { 'content-length': '2' },
    { 'transfer-encoding': 'chunked' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'application/jsonp' },
    { 'content-type': 'text/plain; application/json' },
    { 'content-type': '' },
  ])('%j is refused', (headers) => {
    expect(check(headers)).toBe('unsupported_media_type')
  })

  test('a read has no body, whatever it says', () => {
    expect(check({ 'content-type': 'text/plain' }, 'GET')).toBe(null)
  })
})
