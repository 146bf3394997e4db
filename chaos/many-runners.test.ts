import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PostgresServer } from '../lib/store/contract/postgres-server.ts'
import { Cluster } from './cluster.ts'
import { eventually } from './eventually.ts'
import { isAlive } from './processes.ts'
import { SilentProxy } from './silent-proxy.ts'
import { functionTask, scriptTask } from './task-source.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await PostgresServer.start()
})
afterAll(() => server.stop())

/** A test on several webs and runners of its own; in the end its history must be sound. */
function onCluster(tasks: Record<string, string>, work: (cluster: Cluster) => Promise<void>) {
  return async () => {
    const cluster = await Cluster.open(server.url, tasks)
    try {
      await work(cluster)
      await cluster.hasSoundHistory()
    } finally {
      await cluster.close()
    }
  }
}

const lasting = (ms: number) => `() => new Promise((resolve) => setTimeout(resolve, ${ms}, 'done'))`
const retry = { attempts: 2, delay: '0.1s', on: ['interrupted' as const] }
const endless = '() => new Promise(() => setInterval(() => {}, 1000))'
/** Lasts at its first try. */
const secondTry = `({ attempt }) => attempt > 1 ? 'done' : (${endless})()`

test.concurrent(
  'two webs and three runners keep the limits of a task together, and a cancel reaches the runner that executes',
  onCluster(
    {
      'single.ts': functionTask(lasting(60), { maxQueued: 100 }),
      'wide.ts': functionTask(endless, { concurrency: 6, killGrace: '1s' }),
    },
    async (cluster) => {
      const [one, two] = await Promise.all([cluster.startWeb('one'), cluster.startWeb('two')])
      await cluster.startRunner('three')
      const singles = await Promise.all(
        Array.from({ length: 30 }, (_, i) => cluster.runThrough(i % 2 ? one : two, 'single')),
      )
      const wide = await Promise.all(
        Array.from({ length: 3 }, (_, i) => cluster.runThrough(i % 2 ? one : two, 'wide')),
      )
      for (const run of wide) await run.reaches('running')
      await wide[0]?.cancel()
      await wide[0]?.reaches('canceled')
      for (const run of singles) await run.reaches('succeeded')
      for (const run of wide.slice(1)) await run.cancel({ force: true })
      for (const run of wide.slice(1)) await run.reaches('canceled')
      const names = await Promise.all(singles.map(async (run) => (await run.state).runner))
      expect(new Set(names).size).toBeGreaterThan(1)
    },
  ),
)

test.concurrent(
  'what a killed runner executed is interrupted, or tried again by another runner',
  onCluster(
    {
      'batch.sh': scriptTask('setsid ./_nap.sh & echo up; sleep 600'),
      'again.ts': functionTask(secondTry, { retry }),
    },
    async (cluster) => {
      const first = await cluster.startRunner('first')
      const runs = [await cluster.run('batch'), await cluster.run('again')]
      await runs[0]?.says('up')
      await eventually('both execute', () => cluster.starts.length === 2)
      await cluster.startRunner('second')
      await first.kill()
      const { error, runner } = (await runs[0]?.reaches('interrupted', 60_000)) ?? {}
      expect([error?.code, runner]).toEqual(['runner_lost', 'first'])
      expect((await runs[1]?.reaches('succeeded', 60_000))?.runner).toBe('second')
    },
  ),
)

test.concurrent(
  'a runner that was stopped past its lease has lost its runs, and takes new ones when it goes on',
  onCluster({ 'again.ts': functionTask(secondTry, { retry }) }, async (cluster) => {
    const first = await cluster.startRunner('first')
    const run = await cluster.run('again')
    const { pid } = await eventually('it executes', () => cluster.starts[0])
    await cluster.startRunner('second')
    process.kill(first.pid, 'SIGSTOP')
    const done = await run.reaches('succeeded', 60_000)
    expect(done.attempts.map(({ status, runner }) => [status, runner])).toEqual([
      ['interrupted', 'first'],
      ['succeeded', 'second'],
    ])
    expect(isAlive(pid)).toBe(false)
    process.kill(first.pid, 'SIGCONT')
    await cluster.hasRunners('first', 'second')
    await sleep(500)
    expect(await run.state).toEqual(done)
  }),
)

test.concurrent(
  'a runner that cannot reach the database ends what it executes before another one may start it',
  onCluster({ 'again.ts': functionTask(secondTry, { retry }) }, async (cluster) => {
    const proxy = await SilentProxy.to(server.port)
    cluster.onClose = () => proxy.close()
    const url = new URL(cluster.url)
    url.port = String(proxy.port)
    const first = await cluster.startRunner('first', { RUNBOARD_DATABASE_URL: url.href })
    const run = await cluster.run('again')
    const { pid } = await eventually('it executes', () => cluster.starts[0])
    await cluster.startRunner('second')
    proxy.silence()
    await eventually('its process is ended', () => !isAlive(pid))
    expect((await run.state).status).toBe('running')
    await run.reaches('succeeded', 60_000)
    proxy.speak()
    await cluster.hasRunners('first', 'second')
    expect(isAlive(first.pid)).toBe(true)
  }),
)
