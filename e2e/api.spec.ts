import { expect, test } from '@playwright/test'
import { call, type Sent } from './client.ts'
import { startServer, type TestServer } from './harness.ts'

const tasks = {
  'quick.ts': `
    import { defineTask, z } from 'runboard'
    export default defineTask({
      input: z.object({ value: z.string().default('x') }),
      concurrency: 4,
      run({ input, log }) { log('one'); console.error('two'); return input.value },
    })`,
  'hold.ts': `
    import { once } from 'node:events'
    import { defineTask } from 'runboard'
    export default defineTask({ run: ({ signal }) => once(signal, 'abort') })`,
}

let server: TestServer
test.beforeAll(async () => {
  server = await startServer({ tasks, env: { RUNBOARD_DEFAULT_TASK: 'hold' } })
})
test.afterAll(async () => {
  await server.stop()
})

const get = (path: string, headers?: Record<string, string>) => call(server, 'GET', path, { headers })
const post = (path: string, body?: unknown, headers?: Record<string, string>) =>
  call(server, 'POST', path, { body, headers })

const start = async (task: string, sent: Sent = {}) =>
  (await call(server, 'POST', `/api/tasks/${task}/runs`, sent)).body
const cancel = (id: string) => post(`/api/runs/${id}/cancel?force=true`)

/** Waits as a shell script would, without asking twice for one state. */
async function untilEnded(id: string) {
  let answer = await get(`/api/runs/${id}`)
  while (!answer.body.finishedAt) {
    const next = await get(`/api/runs/${id}`, {
      'If-None-Match': `${answer.headers.etag}`,
      Prefer: 'wait=10',
    })
    if (next.status === 200) answer = next
  }
  return answer.body
}

async function finishedRun(input: object = {}) {
  const run = await start('quick', { body: { input } })
  return await untilEnded(run.id)
}

test.describe('the recipe', () => {
  test('is answered byte for byte', async () => {
    const before = await get('/api/background-task')
    expect([before.status, before.text]).toEqual([200, '{"status":false}'])
    const started = await post('/api/background-task')
    expect([started.status, started.text]).toEqual([200, '{"message":"ok"}'])
    expect(started.headers['content-type']).toBe('application/json')
    expect(started.headers.location).toBe(`/api/runs/${started.headers['x-run-id']}`)
    const during = await get('/api/background-task')
    expect([during.status, during.text]).toEqual([200, '{"status":true}'])
    await cancel(`${started.headers['x-run-id']}`)
    await untilEnded(`${started.headers['x-run-id']}`)
    expect((await get('/api/background-task')).text).toBe('{"status":false}')
  })

  test('stays true until the last of several runs has ended', async () => {
    const ids = []
    for (let i = 0; i < 3; i++) ids.push(`${(await post('/api/background-task')).headers['x-run-id']}`)
    for (const id of ids) {
      expect((await get('/api/background-task')).text).toBe('{"status":true}')
      await cancel(id)
      await untilEnded(id)
    }
    expect((await get('/api/background-task')).text).toBe('{"status":false}')
  })

  test('takes the input as its body', async () => {
    const { status, body } = await post('/api/background-task', { nope: 1 })
    expect([status, body.code]).toEqual([422, 'invalid_input'])
    expect(body.errors[0].pointer).toBe('/nope')
  })
})

test.describe('starting', () => {
  test('answers 202 with the run, and where it is', async () => {
    const answer = await post('/api/tasks/quick/runs', { input: { value: 'hello' } })
    expect(answer.status).toBe(202)
    expect(answer.headers.location).toBe(`/api/runs/${answer.body.id}`)
    expect(answer.body).toMatchObject({
      task: 'quick',
      trigger: 'api',
      input: { value: 'hello' },
      rerunOf: null,
    })
    expect(await untilEnded(answer.body.id)).toMatchObject({ status: 'succeeded', output: 'hello' })
  })

  test('fills in defaults, and needs no body for that', async () => {
    expect(await start('quick')).toMatchObject({ input: { value: 'x' } })
  })

  test('with a wait answers 200 with the finished run', async () => {
    const answer = await post('/api/tasks/quick/runs', undefined, { Prefer: 'wait=30' })
    expect(answer.status).toBe(200)
    expect(answer.headers['preference-applied']).toBe('wait=30')
    expect(answer.body).toMatchObject({ status: 'succeeded', output: 'x' })
  })

  test('with a wait that is too short answers 202', async () => {
    const answer = await post('/api/tasks/hold/runs', undefined, { Prefer: 'wait=1' })
    expect(answer.status).toBe(202)
    await cancel(answer.body.id)
  })

  test('from a page is told apart', async () => {
    const run = await start('quick', { headers: { 'X-Runboard-Client': 'page' } })
    expect(run.trigger).toBe('page')
  })

  test('later is possible', async () => {
    const run = await start('quick', { body: { delay: '1h', priority: 7 } })
    expect(run).toMatchObject({ status: 'queued', waitingFor: 'time', priority: 7 })
    expect(Date.parse(run.availableAt) - Date.parse(run.createdAt)).toBe(3_600_000)
    await cancel(run.id)
  })

  test('a task that does not exist names one that does', async () => {
    const { status, body } = await post('/api/tasks/quik/runs')
    expect([status, body.detail]).toEqual([404, expect.stringContaining('quick')])
  })
})

test.describe('an Idempotency-Key', () => {
  const withKey = (key: string, body?: unknown) =>
    post('/api/tasks/quick/runs', body, { 'Idempotency-Key': key })

  test('makes one run of the same request sent again', async () => {
    const first = await withKey('a', { input: { value: '1' }, priority: 1 })
    const again = await withKey('a', { priority: 1, input: { value: '1' } })
    expect(first.headers['idempotent-replayed']).toBeUndefined()
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect([again.status, again.body.id]).toEqual([202, first.body.id])
  })

  test('makes one run of a hundred requests at once', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => withKey('b')))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1)
  })

  test('is refused for another body, and for another path', async () => {
    const run = await withKey('c')
    expect((await withKey('c', { input: { value: '2' } })).body.code).toBe('idempotency_key_reused')
    const other = await post('/api/tasks/hold/runs', undefined, { 'Idempotency-Key': 'c' })
    expect(other.status).toBe(422)
    const rerun = await post(`/api/runs/${run.body.id}/rerun`, undefined, { 'Idempotency-Key': 'c' })
    expect(rerun.status).toBe(422)
  })

  test('must be one', async () => {
    for (const key of ['', 'a b', 'k'.repeat(256)]) expect((await withKey(key)).status).toBe(400)
  })
})

test.describe('reading', () => {
  test('tasks, all and one', async () => {
    const { body } = await get('/api/tasks')
    expect(body.data.map(({ name }: { name: string }) => name).sort()).toEqual(['hold', 'quick'])
    expect((await get('/api/tasks/quick')).body).toMatchObject({
      name: 'quick',
      kind: 'function',
      isDefault: false,
    })
    expect((await get('/api/tasks/nope')).status).toBe(404)
  })

  test('a run has its attempts', async () => {
    const run = await finishedRun()
    expect(run.attempts).toMatchObject([{ attempt: 1, status: 'succeeded' }])
    expect((await get('/api/runs/run_00000000000000000000')).status).toBe(404)
  })

  test('runs page by page, the newest first, each once', async () => {
    for (let i = 0; i < 5; i++) await finishedRun()
    const ids = []
    let path: string | undefined = '/api/runs?task=quick&status=succeeded&limit=2'
    while (path) {
      const { body, headers } = await get(path)
      expect(body.data.length).toBeLessThanOrEqual(2)
      ids.push(...body.data.map(({ id }: { id: string }) => id))
      path = /<(.+)>; rel="next"/.exec(`${headers.link}`)?.[1]
      expect(path === undefined).toBe(body.nextCursor === null)
    }
    expect(ids.length).toBeGreaterThanOrEqual(5)
    expect(ids).toEqual([...new Set(ids)].sort().reverse())
  })

  test('runs by what they are', async () => {
    const run = await finishedRun({ value: 'needle-in-a-haystack' })
    const idsOf = async (query: string) =>
      (await get(`/api/runs?${query}`)).body.data.map(({ id }: { id: string }) => id)
    expect(await idsOf('q=needle-in-a-haystack')).toEqual([run.id])
    expect(await idsOf('status=succeeded&status=failed&task=quick')).toContain(run.id)
    expect(await idsOf('status=failed')).not.toContain(run.id)
    expect(await idsOf('trigger=page')).not.toContain(run.id)
    expect(await idsOf(`from=${run.createdAt}`)).toContain(run.id)
    expect(await idsOf(`to=${run.createdAt}`)).not.toContain(run.id)
  })

  test('runners, and whether all is well', async () => {
    expect((await get('/api/runners')).body.data).toHaveLength(1)
    expect((await get('/healthz')).body).toEqual({ status: 'ok' })
    expect((await get('/readyz')).body).toEqual({ store: 'ok', runner: 'alive' })
  })
})

test.describe('a log', () => {
  test('is read line by line, on from where one stopped', async () => {
    const { id } = await finishedRun()
    const { body } = await get(`/api/runs/${id}/log?limit=1`)
    expect(body).toMatchObject({ lines: [{ seq: 1, text: 'one' }], next: 1, eof: false, run: { id } })
    const rest = (await get(`/api/runs/${id}/log?after=${body.next}`)).body
    expect(rest).toMatchObject({ lines: [{ seq: 2, text: 'two', stream: 'err' }], eof: true })
    expect((await get(`/api/runs/${id}/log?after=9000000000`)).body).toMatchObject({ lines: [], eof: true })
    expect((await get(`/api/runs/${id}/log?tail=1`)).body.lines).toMatchObject([{ text: 'two' }])
    expect((await get(`/api/runs/${id}/log?stream=out`)).body.lines).toMatchObject([{ text: 'one' }])
  })

  test('is text for those who ask for text', async () => {
    const { id } = await finishedRun()
    const path = `/api/runs/${id}/log`
    expect((await get(`${path}?format=text`)).text).toBe('one\ntwo\n')
    expect((await get(path, { Accept: 'text/plain' })).text).toBe('one\ntwo\n')
    expect((await get(path, { Accept: 'text/plain, application/json' })).body.lines).toHaveLength(2)
    expect((await get(`${path}?format=text&tail=1`)).text).toBe('two\n')
    const file = await get(`${path}?format=text&download`)
    expect(file.headers['content-disposition']).toBe(`attachment; filename="quick-${id}.log"`)
    expect((await get('/api/runs/run_00000000000000000000/log?format=text')).status).toBe(404)
  })
})

test.describe('stopping and running again', () => {
  test('a run that is canceled ends so, and cannot be canceled any more', async () => {
    const run = await start('hold')
    expect((await post(`/api/runs/${run.id}/cancel`)).status).toBe(202)
    expect(await untilEnded(run.id)).toMatchObject({ status: 'canceled' })
    const again = await post(`/api/runs/${run.id}/cancel`)
    expect([again.status, again.body.code]).toEqual([409, 'run_final'])
  })

  test('a rerun is a new run with the same input, or another', async () => {
    const run = await finishedRun({ value: 'a' })
    const same = await post(`/api/runs/${run.id}/rerun`)
    expect([same.status, same.headers.location]).toEqual([202, `/api/runs/${same.body.id}`])
    expect(same.body).toMatchObject({ rerunOf: run.id, trigger: 'rerun', input: { value: 'a' } })
    const other = await post(`/api/runs/${run.id}/rerun`, { input: { value: 'b' } }, { Prefer: 'wait=30' })
    expect(other.body).toMatchObject({ rerunOf: run.id, output: 'b' })
  })
})
