/** A store with a clock of its own, and short words for what the tests of the contract do over and over. */
import { afterEach, beforeEach } from 'vitest'
import { firstIdAt } from '../../id.ts'
import { type Policy, policyOf } from '../../policy.ts'
import { acceptRun, type NewRun } from '../accept.ts'
import { nobody } from '../audit.ts'
import { requestCancel } from '../cancel.ts'
import type { Database } from '../database.ts'
import type { StoredLine } from '../log.ts'
import { appendLog } from '../log.ts'
import { registerRunner } from '../runners.ts'
import { getRun } from '../runs.ts'
import type { RunRow } from '../schema.ts'
import { type StoredTask, syncTasks } from '../tasks.ts'
import { type Claim, claimRun, type Ending, settle } from '../transition.ts'
import type { DatabaseInTest } from './databases.ts'

export const start = Date.UTC(2030, 0, 1)

/** A fresh store before each test, gone after it. */
export function useStore({ open }: DatabaseInTest): StoreInTest {
  const store = new StoreInTest()
  let dispose = async () => {}
  beforeEach(async () => {
    const opened = await open()
    dispose = opened.dispose
    store.reset(opened.db)
  })
  afterEach(() => dispose())
  return store
}

export class StoreInTest {
  db!: Database
  now = start
  #count = 0

  reset(db: Database) {
    this.db = db
    this.now = start
    this.#count = 0
  }

  /** A runner that has loaded these tasks, each with the parts of its policy that matter. */
  async runner(id: string, tasks: Record<string, Partial<Policy>>) {
    const runner = {
      id,
      name: `${id} name`,
      host: 'host',
      pid: 1,
      token: `${id} token`,
      version: '1',
      slots: 2,
    }
    await registerRunner(this.db, { ...runner, now: this.now })
    await this.sync(id, tasks)
  }

  async sync(runner: string, tasks: Record<string, Partial<Policy>>) {
    const stored = Object.entries(tasks).map(([name, policy]) => storedTask(name, { policy }))
    await syncTasks(this.db, runner, stored, this.now)
  }

  newRun(run: Partial<NewRun> = {}): NewRun {
    const id = `${firstIdAt(this.now)}${String(++this.#count).padStart(11, '0')}`
    const { now } = this
    const where = { trigger: 'api', origin: nobody, rerunOf: null } as const
    return {
      id,
      task: 'report',
      input: '{}',
      secrets: [],
      files: [],
      ...where,
      priority: 0,
      now,
      availableAt: now,
      idempotency: null,
      ...run,
    }
  }

  async accept(run: Partial<NewRun> = {}): Promise<string> {
    return (await acceptRun(this.db, this.newRun(run))).run
  }

  claim(runner = 'first'): Promise<RunRow | null> {
    return claimRun(this.db, { runner, token: 'attempt token', now: this.now })
  }

  /** Accepts a run and claims it. */
  async running(run: Partial<NewRun> = {}): Promise<Claim> {
    const id = await this.accept(run)
    const row = await this.claim()
    if (row?.id !== id) throw new Error(`Claimed ${row?.id} instead of ${id}.`)
    return claimOf(row)
  }

  settle(claim: Claim, ending: Partial<Ending> = {}): Promise<boolean> {
    return settle(this.db, claim, { ...succeeded, now: this.now, ...ending })
  }

  cancel(run: string, { force = false, by = null as string | null } = {}): Promise<void> {
    return requestCancel(this.db, { run, force, origin: { by, address: null }, now: this.now })
  }

  run(id: string) {
    return getRun(this.db, id, this.now)
  }

  /** The row as it is, for what no resource shows. */
  row(id: string): Promise<RunRow> {
    return this.db.read.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  }

  /** One chunk of output with these texts, the first of which gets the number `firstSeq`. */
  log(claim: Claim, firstSeq: number, ...texts: string[]): Promise<boolean> {
    const lines = texts.map((text): StoredLine => [this.now, 'o', text])
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0)
    return appendLog(this.db, claim, [{ firstSeq, lines, bytes }])
  }
}

export const claimOf = (row: RunRow): Claim => ({
  run: row.id,
  attempt: row.attempt,
  runner: row.runner ?? '',
})

const succeeded: Omit<Ending, 'now'> = {
  event: 'succeed',
  attemptStatus: 'succeeded',
  output: '{"ok":true}',
  error: null,
  exitCode: 0,
  signal: null,
  availableAt: null,
}

export const failed: Partial<Ending> = {
  event: 'fail',
  attemptStatus: 'failed',
  output: null,
  error: { code: 'exit_code', message: 'It exited with code 1.' },
  exitCode: 1,
}

export const requeued: Partial<Ending> = { ...failed, event: 'requeue' }

export function storedTask(
  name: string,
  { policy = {}, ...task }: Partial<Omit<StoredTask, 'policy'>> & { policy?: Partial<Policy> } = {},
): StoredTask {
  return {
    name,
    title: name,
    description: null,
    kind: 'script',
    file: `${name}.sh`,
    inputSchema: { type: 'object', properties: {}, additionalProperties: false },
    needsInput: false,
    confirm: null,
    problem: null,
    version: '1',
    ...task,
    policy: { ...policyOf({}), maxQueued: 1000, ...policy },
  }
}
