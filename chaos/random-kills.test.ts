import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { PostgresServer } from '../lib/store/contract/postgres-server.ts'
import { Cluster } from './cluster.ts'
import type { Mortal } from './mortal.ts'
import { query } from './postgres-evidence.ts'
import { seeded } from './random.ts'
import { functionTask, scriptTask } from './task-source.ts'
import type { WebProcess } from './web-process.ts'

/** `CHAOS_SECONDS`: for longer than every test run can take. */
const seconds = Number(process.env.CHAOS_SECONDS ?? 15)
const lasting = (ms: number) => `() => new Promise((resolve) => setTimeout(resolve, ${ms}, 'done'))`
const busy = { concurrency: 3, maxQueued: 10_000 }
const retry = { attempts: 100, delay: '0.05s', factor: 1, on: ['interrupted' as const] }

/** Two webs and three runners, and the database under them. */
class Victims {
  #server: PostgresServer
  #cluster: Cluster
  #webs: WebProcess[] = []
  #runners: Mortal[] = []

  constructor(server: PostgresServer, cluster: Cluster) {
    this.#server = server
    this.#cluster = cluster
  }

  async start() {
    this.#webs = await Promise.all(['web1', 'web2'].map((name) => this.#cluster.startWeb(name)))
    this.#runners = await Promise.all(['one', 'two', 'three'].map((name) => this.#cluster.startRunner(name)))
  }

  web(random: () => number): WebProcess {
    return this.#webs[random() < 0.5 ? 0 : 1] as WebProcess
  }

  /** One of the six, at random; it is back at once. */
  async killOne(random: () => number) {
    const index = Math.floor(random() * 6)
    if (index === 5) {
      await this.#server.kill()
      await sleep(random() * 2_000)
      await this.#server.restart()
    } else if (index > 1) {
      await this.#runners[index - 2]?.kill()
      this.#runners[index - 2] = await this.#cluster.startRunner(`runner${Math.floor(random() * 1e9)}`)
    } else {
      await this.#webs[index]?.kill()
      this.#webs[index] = await this.#cluster.startWeb(`web${Math.floor(random() * 1e9)}`)
    }
  }
}

test('webs, runners and the database die at random, and every run has one end', {
  timeout: (seconds + 200) * 1_000,
}, async () => {
  const random = seeded()
  const server = await PostgresServer.start()
  const cluster = await Cluster.open(server.url, {
    'function.ts': functionTask(lasting(300), busy),
    'script.sh': scriptTask('setsid ./_nap.sh & sleep 0.3', busy),
    'again.ts': functionTask(lasting(300), { ...busy, retry }),
    'single.ts': functionTask(lasting(50), { maxQueued: 10_000 }),
  })
  try {
    const victims = new Victims(server, cluster)
    await victims.start()
    const end = performance.now() + seconds * 1_000
    const users = startRuns(cluster, victims, random, end)
    while (performance.now() < end) {
      await sleep(500 + random() * 2_000)
      await victims.killOne(random)
    }
    await users
    await cluster.hasSoundHistory()
    const wrong = await query(
      cluster.url,
      `select id, task, status from runboard.runs where status not in ('succeeded', 'interrupted')
          or (task = 'again' and status <> 'succeeded')`,
    )
    expect(wrong).toEqual([])
    expect(cluster.starts.length).toBeGreaterThan(seconds)
  } finally {
    await cluster.close()
    await server.stop()
  }
})

/** What is not answered was not accepted: nobody knows about it. */
async function startRuns(cluster: Cluster, victims: Victims, random: () => number, end: number) {
  while (performance.now() < end) {
    for (const task of ['function', 'script', 'again', 'single']) {
      await cluster.runThrough(victims.web(random), task).catch(() => {})
    }
    await sleep(random() * 400)
  }
}
