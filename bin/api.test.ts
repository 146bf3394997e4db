import { expect, test } from 'vitest'
import { fakeServer } from '../e2e/fake-server.ts'
import { Api } from './api.ts'

const authorization = 'Bearer open-sesame'
const apiOf = ({ url }: { url: string }) => new Api({ url, authorization })

test('a redirect is not followed, so that the password stays where it belongs', async () => {
  await using elsewhere = await fakeServer((_, __, response) => response.end('{}'))
  await using server = await fakeServer((_, __, response) =>
    response.writeHead(302, { Location: `${elsewhere.url}/login?secret` }).end(),
  )
  await expect(apiOf(server).json('/api/tasks')).rejects.toMatchObject({
    message: `${server.url} sends on to ${elsewhere.url}. If that is the server, set RUNBOARD_URL to it.`,
    exitCode: 69,
  })
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([authorization])
  expect(elsewhere.seen).toEqual([])
})

test('what is wrong with a request is told field by field', async () => {
  const errors = [
    { pointer: '/input/month', detail: 'is required', code: 'x' },
    { pointer: '/input/a~1b/0', detail: 'is too long', code: 'x' },
    { pointer: '/delay', detail: 'is no duration', code: 'x' },
  ]
  await using server = await fakeServer((_, __, response) =>
    response.writeHead(422).end(JSON.stringify({ detail: 'all of it', errors })),
  )
  await expect(apiOf(server).json('/api/tasks')).rejects.toMatchObject({
    message: 'month: is required\na/b/0: is too long\ndelay: is no duration',
    exitCode: 2,
  })
})

test('the run that is in the way is named', async () => {
  await using server = await fakeServer((_, __, response) =>
    response.writeHead(409).end('{"detail":"It is busy.","run":"run_1"}'),
  )
  await expect(apiOf(server).json('/x')).rejects.toMatchObject({
    message: 'It is busy. (run_1)',
    exitCode: 1,
  })
})

test.each([
  [200, '<html>', /^What answers at http:\S+ is not Runboard\.$/, false],
  [404, '<html>', /answers with HTTP 404, and not as Runboard does\.$/, false],
  [502, 'Bad gateway', /answers with HTTP 502/, true],
  [503, '{"detail":"Starting."}', /^Starting\.$/, true],
])('an answer with %i and %j is told apart', async (status, body, message, isTemporary) => {
  await using server = await fakeServer((_, __, response) => response.writeHead(status).end(body))
  await expect(apiOf(server).json('/api/tasks')).rejects.toMatchObject({
    message: expect.stringMatching(message),
    isTemporary: expect.toSatisfy((value) => value === isTemporary),
  })
})

test('a connection that breaks, before or within an answer, is a reason to ask again', async () => {
  await using server = await fakeServer(({ url }, request, response) => {
    if (url === '/within') response.writeHead(200, { 'Content-Length': 100 }).write('{')
    setTimeout(() => request.socket.destroy(), 50)
  })
  for (const path of ['/before', '/within'])
    await expect(apiOf(server).json(path)).rejects.toMatchObject({ isTemporary: true, exitCode: 69 })
})

test('news is waited for only by who has read before', async () => {
  await using server = await fakeServer((_, __, response) =>
    response.writeHead(200, { ETag: 'W/"1"' }).end('{"id":"run_1"}'),
  )
  const { signal } = new AbortController()
  expect(await apiOf(server).news('/x', undefined, signal)).toEqual({ body: { id: 'run_1' }, tag: 'W/"1"' })
  await apiOf(server).news('/x', 'W/"1"', signal)
  expect(server.seen.map(({ headers }) => [headers['if-none-match'], headers.prefer])).toEqual([
    [undefined, undefined],
    ['W/"1"', 'wait=25'],
  ])
})

test("the server's clock is the one that counts", async () => {
  const hour = 3_600_000
  const date = new Date(Date.now() + hour).toUTCString()
  await using server = await fakeServer((_, __, response) =>
    response.writeHead(200, { Date: date }).end('{}'),
  )
  const api = apiOf(server)
  await api.json('/x')
  expect(Math.abs(api.now() - Date.now() - hour)).toBeLessThan(5000)
})
