/** What Prometheus reads. */
import { expect, test } from '@playwright/test'
import { call } from './client.ts'
import { seriesOf, valueIn } from './exposition.ts'
import { startServer, type TestServer } from './harness.ts'

const odd = '名 1.5'
/** It cannot run, but it is a task, and so it is told. */
const refused = 'a "b" \\ {x="1"}'
const tasks = {
  'quick.ts': `import { defineTask } from 'runboard'\nexport default defineTask({ concurrency: 2, run() {} })`,
  'bad.ts': `import { defineTask } from 'runboard'\nexport default defineTask({ run() { throw new Error('no') } })`,
  'hold.ts': `
    import { once } from 'node:events'
    import { defineTask } from 'runboard'
    export default defineTask({ run: ({ signal }) => once(signal, 'abort') })`,
  [`${odd}.sh`]: '#!/bin/sh\n',
  [`${refused}.sh`]: '#!/bin/sh\n',
}

let server: TestServer
test.beforeEach(async () => {
  server = await startServer({ tasks, env: { RUNBOARD_SLOTS: '3' } })
})
test.afterEach(async () => {
  await server.stop()
})

const metrics = async () => (await call(server, 'GET', '/metrics')).text
const run = async (task: string) =>
  call(server, 'POST', `/api/tasks/${encodeURIComponent(task)}/runs`, { headers: { Prefer: 'wait=30' } })
const start = async (task: string) => (await call(server, 'POST', `/api/tasks/${task}/runs`)).body.id

test('runs are counted once they have ended, by task and status, with how long they took', async () => {
  for (const task of ['quick', 'quick', 'bad', odd]) expect((await run(task)).status).toBe(200)
  const text = await metrics()
  const ended = seriesOf(text).filter(({ name, value }) => name === 'runboard_runs_ended_total' && value > 0)
  expect(ended.map(({ labels, value }) => [labels.task, labels.status, value])).toEqual([
    ['bad', 'failed', 1],
    ['quick', 'succeeded', 2],
    [odd, 'succeeded', 1],
  ])
  expect(valueIn(text, 'runboard_queued_runs', { task: refused })).toBe(0)
  const quick = { task: 'quick', status: 'succeeded' }
  expect(valueIn(text, 'runboard_run_duration_seconds_count', quick)).toBe(2)
  expect(valueIn(text, 'runboard_run_duration_seconds_bucket', { ...quick, le: '86400' })).toBe(2)
})

test('deleting runs takes nothing from what was counted', async () => {
  const { body } = await run('quick')
  expect((await call(server, 'DELETE', `/api/runs/${body.id}`)).status).toBe(204)
  const labels = { task: 'quick', status: 'succeeded' }
  expect(valueIn(await metrics(), 'runboard_runs_ended_total', labels)).toBe(1)
})

test('what waits and what runs is as it is now', async () => {
  const [first] = [await start('hold'), await start('hold')]
  await call(server, 'POST', '/api/tasks/hold/runs', { body: { delay: '1h' } })
  await expect.poll(async () => valueIn(await metrics(), 'runboard_running_runs', { task: 'hold' })).toBe(1)
  const text = await metrics()
  const hold = (name: string) => valueIn(text, `runboard_${name}`, { task: 'hold' })
  expect([hold('queued_runs'), hold('scheduled_runs')]).toEqual([1, 1])
  expect(hold('oldest_queued_seconds')).toBeGreaterThan(0)
  const all = (name: string) => valueIn(text, `runboard_${name}`)
  expect([all('runners'), all('slots'), all('slots_in_use')]).toEqual([1, 3, 1])
  await call(server, 'POST', '/api/runs/cancel', { body: { filter: {}, force: true } })
  await call(server, 'GET', `/api/runs/${first}`)
  await expect.poll(async () => valueIn(await metrics(), 'runboard_running_runs', { task: 'hold' })).toBe(0)
  expect(valueIn(await metrics(), 'runboard_runs_ended_total', { task: 'hold', status: 'canceled' })).toBe(3)
})

test('it is text of Prometheus, as often as it is asked for, and tells of the process too', async () => {
  for (let i = 0; i < 3; i++) {
    const { status, headers, text } = await call(server, 'GET', '/metrics')
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    expect(valueIn(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e7)
    expect(valueIn(text, 'nodejs_eventloop_lag_p99_seconds')).toBeDefined()
    expect(seriesOf(text).find(({ name }) => name === 'runboard_build_info')?.value).toBe(1)
  }
  expect((await call(server, 'HEAD', '/metrics')).status).toBe(200)
})
