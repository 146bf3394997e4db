import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { PostgresServer } from '../lib/store/contract/postgres-server.ts'
import { Cluster } from './cluster.ts'
import { eventually } from './eventually.ts'
import { query } from './postgres-evidence.ts'
import { isAlive } from './processes.ts'
import { functionTask } from './task-source.ts'

const lasting = `() => new Promise((resolve) => setTimeout(resolve, 1500, 'done'))`

test('while the database is away nothing exits and nothing is lost, and work goes on when it is back', async () => {
  const server = await PostgresServer.start()
  const cluster = await Cluster.open(server.url, {
    'work.ts': functionTask(lasting, { concurrency: 4, maxQueued: 100 }),
  })
  try {
    const [web, runner] = await Promise.all([cluster.startWeb('one'), cluster.startRunner('two')])
    const isAtWork = () => eventually('runs execute', () => cluster.executing.length > 0)
    const start = (count: number) =>
      Promise.all(Array.from({ length: count }, () => cluster.runThrough(web, 'work')))
    const runs = await start(4)

    await isAtWork()
    await server.kill()
    const refused = await cluster.runThrough(web, 'work').catch((error) => error.message)
    expect(refused).toMatch(/^The store cannot be used right now: /)
    await expect(cluster.door.runs({ limit: 10 })).rejects.toMatchObject({ code: 'unavailable' })
    await sleep(1_000)
    await server.restart()
    for (const run of runs) await run.reaches('succeeded')

    runs.push(...(await start(4)))
    await isAtWork()
    await query(
      server.url,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'runboard'`,
    )
    for (const run of runs) await run.reaches('succeeded')

    runs.push(...(await start(4)))
    await isAtWork()
    await setReadOnly(server.url, 'on')
    await eventually('it is refused', () =>
      cluster.runThrough(web, 'work').then(
        (run) => void runs.push(run),
        (error) => /read-only/.test(error.message),
      ),
    )
    expect((await cluster.door.runs({ limit: 100 })).data).toHaveLength(runs.length)
    await setReadOnly(server.url, 'off')
    for (const run of runs) await run.reaches('succeeded')

    for (const { pid } of [web, runner]) expect(isAlive(pid)).toBe(true)
    await cluster.hasSoundHistory()
  } finally {
    await cluster.close()
    await server.stop()
  }
})

async function setReadOnly(url: string, value: 'on' | 'off') {
  await query(url, `alter system set default_transaction_read_only = ${value}`)
  await query(url, 'select pg_reload_conf()')
}
