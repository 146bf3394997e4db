import { cpSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { PostgresServer } from '../lib/store/contract/postgres-server.ts'
import { Cluster } from './cluster.ts'
import { eventually } from './eventually.ts'
import { cases, work } from './failpoint-cases.ts'
import type { LiveRun } from './live-run.ts'
import { scriptTask } from './task-source.ts'

const atOnce = 4

/** A runner that has one task only, and dies at a point of the life of its run. */
async function dieAt(cluster: Cluster, point: keyof typeof cases): Promise<LiveRun> {
  const tasks = path.join(cluster.folder, `tasks-${point}`)
  cpSync(path.join(cluster.folder, 'tasks'), tasks, { recursive: true })
  cluster.task(`${point}.sh`, scriptTask(work), tasks)
  const env = { RUNBOARD_TASKS: tasks, RUNBOARD_FAILPOINT: point }
  const runner = await cluster.startRunner(point, env)
  await eventually(`${point} is known`, () => cluster.door.task(point).catch(() => null))
  const run = await cluster.run(point)
  expect(await runner.death()).toBe('SIGKILL')
  expect((await run.state).status).toBe(cases[point].stored)
  return run
}

test('wherever a runner dies, another one makes of its run what it must', async () => {
  const server = await PostgresServer.start()
  const cluster = await Cluster.open(server.url, {})
  try {
    const points = Object.keys(cases) as (keyof typeof cases)[]
    const runs = new Map<string, LiveRun>()
    for (let from = 0; from < points.length; from += atOnce) {
      const some = points.slice(from, from + atOnce)
      const left = await Promise.all(some.map((point) => dieAt(cluster, point)))
      for (const [index, point] of some.entries()) runs.set(point, left[index] as LiveRun)
    }
    for (const point of points) cluster.task(`${point}.sh`, scriptTask(work))
    await cluster.startRunner('the last one')
    for (const point of points) {
      const { ends, starts, log, progress } = cases[point]
      const run = runs.get(point) as LiveRun
      const end = await run.reaches(ends)
      expect(starts, point).toContain(cluster.starts.filter((start) => start.run === run.id).length)
      expect(end.output, point).toEqual(ends === 'succeeded' ? { n: 1 } : null)
      if (log !== undefined) expect((await run.log()).includes('said'), point).toBe(log)
      if (progress !== undefined) expect(end.progress?.done ?? null, point).toBe(progress)
    }
    await cluster.hasSoundHistory()
  } finally {
    await cluster.close()
    await server.stop()
  }
})
