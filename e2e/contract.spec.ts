/** The description of the API is what the API does: requests are made from it, and every answer is held against it. */
import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { routes } from '../lib/routes.ts'
import { call } from './client.ts'
import { checkDescribed } from './description.ts'
import { startServer, type TestServer } from './harness.ts'
import { requestsOf } from './requests.ts'

const tasks = {
  'guarded.ts': `
    import { writeFileSync } from 'node:fs'
    import { join } from 'node:path'
    import { defineTask, z } from 'runboard'
    export default defineTask({
      maxQueued: 10_000,
      input: z.object({ word: z.literal('open sesame'), count: z.int().default(1) }),
      run: ({ input, outputDir }) => writeFileSync(join(outputDir, 'report.csv'), String(input.count)),
    })`,
}
const seed = Number(process.env.SEED ?? 20_261_124)
const cases = Number(process.env.CASES ?? 200)
/** Any JSON may be an input, and one word is; and there is no password to log in with. */
const onlyRefused = ['startRun', 'startBackgroundTask', 'login']

let server: TestServer
test.beforeAll(async () => {
  server = await startServer({ tasks })
})
test.afterAll(async () => {
  await server.stop()
})

async function start(delay?: string): Promise<string> {
  const headers: Record<string, string> = delay ? {} : { Prefer: 'wait=30' }
  const sent = { headers, body: { input: { word: 'open sesame' }, delay } }
  return (await call(server, 'POST', '/api/tasks/guarded/runs', sent)).body.id
}

for (const name of [...Object.keys(routes), 'startRun-guarded']) {
  test(`${name} answers ${cases} requests as it says`, async () => {
    const { body } = await call(server, 'GET', '/openapi.json')
    // One that has ended, and one that waits: some operations change them.
    const id = [await start(), await start('1h'), 'run_00000000000000000000']
    const known = { task: ['guarded', 'nothing'], id, name: ['report.csv'] }
    const operation = requestsOf(body, known).find((operation) => operation.name === name)
    if (!operation) throw new Error(`The description has no ${name}.`)
    const statuses = new Set<number>()
    for (const { method, path, ...sent } of fc.sample(operation.requests, { seed, numRuns: cases })) {
      // Whatever is wrong with an answer, `call` says.
      const { status, text } = await call(server, method, path, sent)
      expect(status, `${method} ${path} ${sent.body}: ${text}`).toBeLessThan(500)
      statuses.add(status)
    }
    expect([...statuses].some((status) => status < 400)).toBe(!onlyRefused.includes(name))
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
