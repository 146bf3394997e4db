import { expect, test } from 'vitest'
import { checkRaw } from './raw-guard.ts'

const served = { host: '127.0.0.1', publicUrl: null, open: false }
const host = ['Host', 'localhost:3000']

/** The code of the error; null where the request passes. */
function codeOf(method: string, url: string, rawHeaders = host): string | null {
  try {
    checkRaw({ method, url, rawHeaders }, served)
    return null
  } catch (error) {
    return (error as { code: string }).code
  }
}

test.each(['/', '/runs?status=failed', '/api/tasks/%E6%97%A5', '/api/tasks/a%2Fb', '/a.b/..c', '/api/runs/'])(
  'GET %s passes',
  (url) => {
    expect(codeOf('GET', url)).toBe(null)
  },
)

test.each([
  'http://localhost:3000/',
  '*',
  'localhost:3000',
  '',
  '/%zz',
  '/%',
  '/%ff',
  '/a%00b',
  '/a%0d%0ab',
  '/..',
  '/a/../b',
  '/a/%2e%2e/b',
  '/a/..%2fb',
  '/a/./b',
  '/a/.',
  '//a',
  '/a//b',
  '/a%5cb',
  `/${'a'.repeat(10_000)}`,
])('GET %s is malformed', (url) => {
  expect(codeOf('GET', url)).toBe('malformed')
})

test('one Host is needed, in whatever case, and only one', () => {
  expect(codeOf('GET', '/', [])).toBe('malformed')
  expect(codeOf('GET', '/', ['HOST', 'localhost'])).toBe(null)
  expect(codeOf('GET', '/', [...host, ...host])).toBe('malformed')
  expect(codeOf('GET', '/', [...host, 'host', 'evil.example'])).toBe('malformed')
  expect(codeOf('GET', '/', ['Host', 'evil.example'])).toBe('misdirected')
})

test('a value that reads like a name is none', () => {
  expect(codeOf('GET', '/', [...host, 'X-Note', 'forwarded', 'Cookie', 'host'])).toBe(null)
})

test('forwarding headers are seen before Next adds its own', () => {
  expect(codeOf('GET', '/', [...host, 'X-Forwarded-For', '127.0.0.1'])).toBe('forbidden')
})

test('pages are only read', () => {
  expect(codeOf('HEAD', '/')).toBe(null)
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])
    expect(codeOf(method, '/')).toBe('method_not_allowed')
  expect(codeOf('POST', '/apix')).toBe('method_not_allowed')
})

test('the API leaves its methods to its routes, except what Next does not know', () => {
  expect(codeOf('POST', '/api/tasks')).toBe(null)
  expect(codeOf('DELETE', '/api')).toBe(null)
  expect(codeOf('TRACE', '/api/tasks')).toBe('method_not_allowed')
})

test('server actions do not exist', () => {
  expect(codeOf('POST', '/api/tasks', [...host, 'Next-Action', 'abc'])).toBe('malformed')
})
