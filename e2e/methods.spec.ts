import { expect, test } from '@playwright/test'
import type { Route } from '../lib/route.ts'
import { routes } from '../lib/routes.ts'
import { call } from './client.ts'
import { startServer, type TestServer } from './harness.ts'

let server: TestServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(async () => {
  await server.stop()
})

const run = 'run_00000000000000000000'
for (const template of new Set(Object.values<Route>(routes).map(({ path }) => path))) {
  const path = template.replace('{task}', 'quick').replace('{id}', run).replace('{name}', 'a.txt')
  test(`${path} says which it has`, async () => {
    const methods = Object.values<Route>(routes).flatMap(({ path, method }) =>
      path === template ? [method] : [],
    )
    const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
    const isApi = path.startsWith('/api/')
    const refused = await call(server, 'PUT', path)
    expect([refused.status, refused.headers.allow]).toEqual([405, isApi ? allow : 'GET, HEAD'])
    if (isApi) expect((await call(server, 'OPTIONS', path)).headers.allow).toBe(allow)
  })
}

test('HEAD is GET without a body', async () => {
  const [head, full] = [await call(server, 'HEAD', '/api/tasks'), await call(server, 'GET', '/api/tasks')]
  expect([head.status, head.headers.etag]).toEqual([200, full.headers.etag])
})

test('what leads nowhere is a problem, for every method', async () => {
  for (const path of ['/api', '/api/nope', '/api/tasks/quick/nope', '/api/runs/x/y/z'])
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
      expect((await call(server, method, path)).body.code).toBe('not_found')
})
