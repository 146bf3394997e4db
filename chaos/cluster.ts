/** A Runboard of several webs and runners on one PostgreSQL, for one test, and all that happened on it. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import { parseConfig } from '../lib/config.ts'
import { Manager } from '../lib/manager.ts'
import { isFinal } from '../lib/run.ts'
import { eventually } from './eventually.ts'
import { violations } from './history.ts'
import { LiveRun } from './live-run.ts'
import { Mortal } from './mortal.ts'
import { attemptTokens, createDatabase, readEvidence, recordChanges, tokens } from './postgres-evidence.ts'
import { killHard, processesMarked } from './processes.ts'
import { helperFiles } from './task-source.ts'
import { Trace } from './trace.ts'
import { WebProcess } from './web-process.ts'

export class Cluster {
  readonly url: string
  readonly folder = mkdtempSync(path.join(tmpdir(), 'runboard-cluster-'))
  /** Reads the store and accepts runs, whatever happens to the others. */
  readonly door: Manager
  /** Called when nobody uses it any more. */
  onClose = () => {}
  #accepted: string[] = []
  #members: Mortal[] = []
  #trace = new Trace(path.join(this.folder, 'starts'))

  private constructor(url: string) {
    this.url = url
    mkdirSync(path.join(this.folder, 'tasks'))
    for (const [name, source] of Object.entries(helperFiles)) this.task(name, source)
    this.door = new Manager(parseConfig({ ...this.#env('door'), RUNBOARD_RUNNER: 'off' }))
  }

  /** On a database of its own on a server. */
  static async open(serverUrl: string, tasks: Record<string, string>): Promise<Cluster> {
    const cluster = new Cluster(await createDatabase(serverUrl))
    for (const [name, source] of Object.entries(tasks)) cluster.task(name, source)
    await cluster.door.start()
    await recordChanges(cluster.url)
    return cluster
  }

  task(name: string, source: string, folder = path.join(this.folder, 'tasks')) {
    const file = path.join(folder, name)
    writeFileSync(file, source)
    chmodSync(file, 0o755)
  }

  /** Each on a data folder of its own, as on a machine of its own. `env` may lead it to the database by another way. */
  async startRunner(name: string, env: Record<string, string> = {}): Promise<Mortal> {
    const runner = new Mortal(path.join('lib', 'runner', 'main.ts'), {
      ...this.#env(name),
      RUNBOARD_LOG_LEVEL: 'fatal',
      ...env,
    })
    this.#members.push(runner)
    await this.hasRunners(name)
    return runner
  }

  /** A web with a runner of its own. */
  async startWeb(name: string): Promise<WebProcess> {
    const web = new WebProcess(this.#env(name))
    this.#members.push(web)
    await this.hasRunners(name)
    return web
  }

  #env(name: string) {
    return {
      RUNBOARD_DATABASE_URL: this.url,
      RUNBOARD_DATA: path.join(this.folder, name),
      RUNBOARD_TASKS: path.join(this.folder, 'tasks'),
      RUNBOARD_RUNNER_NAME: name,
      RUNBOARD_SLOTS: '2',
      NODE_COMPILE_CACHE: path.join(tmpdir(), 'runboard-compile-cache'),
    }
  }

  /** Waits for runners with these names that are alive. */
  hasRunners(...names: string[]) {
    const areThere = async () => {
      const alive = (await this.door.runners()).data.map(({ name }) => name)
      return names.every((name) => alive.includes(name)) && (await this.door.tasks()).data.length > 0
    }
    return eventually(`runners ${names.join(', ')} are there`, () => areThere().catch(() => false))
  }

  async run(task: string): Promise<LiveRun> {
    return this.#accept((await this.door.startRun({ task, input: {}, trigger: 'api' })).run.id)
  }

  /** Through one of the webs. Fails where that does not answer. */
  async runThrough(web: WebProcess, task: string): Promise<LiveRun> {
    return this.#accept(await web.startRun(task))
  }

  #accept(run: string) {
    this.#accepted.push(run)
    return new LiveRun(this.door, run)
  }

  get starts() {
    return this.#trace.starts
  }

  get executing() {
    return this.#trace.executing
  }

  /** Waits for every run to end, and holds all that happened against the rules. */
  async hasSoundHistory() {
    const runs = async () => (await readEvidence(this.url)).runs
    await eventually('every run ends', async () => (await runs()).every(isFinal), 60_000).catch(() => {})
    const marks = await attemptTokens(this.url)
    const leftovers = () => processesMarked(marks)
    await eventually('their processes are gone', () => leftovers().length === 0, 5_000).catch(() => {})
    const { starts, samples } = this.#trace
    const seen = { accepted: this.#accepted, starts, samples, leftovers: leftovers() }
    expect(violations({ ...(await readEvidence(this.url)), ...seen })).toEqual([])
  }

  /** Ends all, in order, and what is left then by force. */
  async close() {
    this.#trace.stop()
    const marks = await tokens(this.url).catch(() => [])
    try {
      const stopped = Promise.all(this.#members.map((member) => member.stop())).then(() => true)
      await eventually('all stop', () => Promise.race([stopped, null]))
      await eventually('no process is left', () => processesMarked(marks).length === 0)
    } finally {
      for (const { pid } of this.#members) killHard(pid)
      for (const pid of processesMarked(marks)) killHard(pid)
      await this.door.stop()
      this.onClose()
      rmSync(this.folder, { recursive: true, force: true })
    }
  }
}
