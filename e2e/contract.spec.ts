/** The description of the API is what the API does: requests are made from it, and every answer is held against it. */
import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { type RouteName, routes } from '../lib/routes.ts'
import { call } from './client.ts'
import { checkDescribed } from './description.ts'
import { startServer, type TestServer } from './harness.ts'
import { requestsOf } from './requests.ts'

const tasks = {
  'guarded.ts': `
    import { defineTask, z } from 'runboard'
    export default defineTask({
      input: z.object({ word: z.literal('open sesame'), count: z.int().default(1) }),
      run: ({ input }) => input.count,
    })`,
}
const seed = Number(process.env.SEED ?? 20_261_124)
const cases = Number(process.env.CASES ?? 200)

let server: TestServer
let run: string
test.beforeAll(async () => {
  server = await startServer({ tasks })
  const started = await call(server, 'POST', '/api/tasks/guarded/runs', {
    body: { input: { word: 'open sesame' } },
    headers: { Prefer: 'wait=30' },
  })
  run = started.body.id
})
test.afterAll(() => server.stop().then(() => {}))

/** Answers are checked by `call`; what is left is that nothing breaks. */
for (const name of Object.keys(routes) as RouteName[]) {
  test(`${name} answers ${cases} requests as it says`, async () => {
    const { body } = await call(server, 'GET', '/openapi.json')
    const described = requestsOf(body, {
      task: ['guarded', 'nothing'],
      id: [run, 'run_00000000000000000000'],
    })
    const operation = described.find((operation) => operation.name === name)
    for (const { method, path, ...sent } of fc.sample(operation?.requests ?? fc.constant(null as never), {
      seed,
      numRuns: cases,
    })) {
      const { status, text } = await call(server, method, path, sent)
      expect(status, `${method} ${path} ${sent.body}: ${text}`).toBeLessThan(500)
    }
  })
}

test("a task's own start is described by its input, and follows the task", async () => {
  const { body } = await call(server, 'GET', '/openapi.json')
  const { schema } = body.paths['/api/tasks/guarded/runs'].post.requestBody.content['application/json']
  expect(schema.required).toEqual(['input'])
  expect(schema.properties.input.properties.word).toEqual({ type: 'string', const: 'open sesame' })
})

test('what is not described does not pass', () => {
  const answer = {
    status: 200,
    headers: { 'content-type': 'application/json', etag: 'W/"x"' },
    body: { status: 'ok' },
  }
  const check = (changed: object) => () => checkDescribed(routes.getHealth, { ...answer, ...changed })
  expect(check({})).not.toThrow()
  expect(check({ status: 204 })).toThrow(/does not say that it answers 204/)
  expect(check({ body: { status: 'ok', more: 1 } })).toThrow(/additional properties/)
  expect(check({ body: { status: 'well' } })).toThrow(/equal to constant/)
  expect(check({ headers: { ...answer.headers, location: '/' } })).toThrow(/not in the description/)
  expect(check({ headers: { 'content-type': 'text/html' } })).toThrow(/says nothing of text\/html/)
})
