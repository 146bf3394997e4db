/** Any interleaving of all that may happen to runs, against the real store. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { policyOf } from '../policy.ts'
import { isFinal } from '../run.ts'
import { databases } from '../store/contract/databases.ts'
import { claimOf, StoreInTest } from '../store/contract/store-in-test.ts'
import { reportProgress } from '../store/progress.ts'
import { leaseMs } from '../store/runners.ts'
import type { RunRow } from '../store/schema.ts'
import type { Claim } from '../store/transition.ts'
import type { Ended } from './messages.ts'
import { endingOf, type StopReason, type WorkEnd } from './outcome.ts'
import { settlePredecessors } from './recover.ts'
import { settleAttempt } from './settle.ts'

const policies = {
  once: { concurrency: 1, maxQueued: 100 },
  twice: {
    concurrency: 2,
    maxQueued: 100,
    retry: {
      attempts: 3,
      delayMs: 1_000,
      factor: 1,
      maxDelayMs: 1_000,
      on: ['failed' as const, 'interrupted' as const, 'timed_out' as const],
    },
  },
  join: { concurrency: 1, maxQueued: 100, whenBusy: 'join' as const },
  replace: { concurrency: 2, maxQueued: 100, whenBusy: 'replace' as const },
}
type Task = keyof typeof policies

const report: Ended = {
  type: 'ended',
  output: '1',
  error: null,
  exitCode: null,
  signal: null,
  final: false,
  spawned: false,
  reusable: true,
}
const works: (WorkEnd | null)[] = [
  { type: 'ended', report },
  { type: 'ended', report: { ...report, output: null, error: { code: 'task_error', message: 'No' } } },
  { type: 'exit', exit: { exitCode: null, signal: 'SIGKILL' } },
  null,
]

/** What may happen. Numbers choose among the runs and claims that there are at that moment. */
type Happening =
  | { type: 'accept'; task: Task; input: number }
  | { type: 'claim' }
  | { type: 'cancel'; run: number; force: boolean }
  | { type: 'end'; claim: number; stop: StopReason | null; work: number }
  | { type: 'write'; claim: number }
  | { type: 'wait'; ms: number }

const tasks = Object.keys(policies) as Task[]
const which = fc.nat(30)
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: accepting() },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('claim' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('cancel' as const), run: which, force: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('end' as const),
      claim: which,
      stop: fc.constantFrom(null, null, 'cancel' as const, 'timeout' as const, 'shutdown' as const),
      work: fc.nat(works.length - 1),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('write' as const), claim: which }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.nat(2_000) }) },
)

function accepting() {
  const task = fc.constantFrom(...tasks)
  return fc.record({ type: fc.constant('accept' as const), task, input: fc.nat(1) })
}

/** A store, all that was done to it, and what must be true of it at every moment. */
class World {
  readonly store = new StoreInTest()
  #runners = 0
  #accepted = new Set<string>()
  #claims: Claim[] = []
  /** Runs that somebody has asked to stop, by name or by replacing them. */
  #canceled = new Set<string>()
  #finals = new Map<string, string>()
  #seq = new Map<string, number>()

  async begin() {
    this.#runners++
    await this.store.runner(this.runner, policies)
  }

  get runner() {
    return `runner ${this.#runners}`
  }

  async happen(what: Happening) {
    const { store } = this
    if (what.type === 'wait') store.now += what.ms
    else if (what.type === 'accept') await this.#accept(what.task, `{"n":${what.input}}`)
    else if (what.type === 'claim') await this.#claim()
    else if (what.type === 'cancel') await this.#cancel(what.run, what.force)
    else if (what.type === 'end') await this.#end(what.claim, what.stop, works[what.work] ?? null)
    else if (what.type === 'write') await this.#write(what.claim)
  }

  /** The runner dies: another one takes its place, and settles what it left. Its claims may still try to write. */
  async crash() {
    this.store.now += leaseMs
    await this.begin()
    const self = { id: this.runner, host: 'host' }
    await settlePredecessors(this.store.db, self, { now: () => this.store.now })
  }

  async check() {
    const rows = await this.store.db.read.selectFrom('runs').selectAll().execute()
    const attempts = await this.store.db.read.selectFrom('attempts').selectAll().execute()
    const ids = new Set(rows.map(({ id }) => id))
    expect([...this.#accepted].filter((id) => !ids.has(id))).toEqual([])
    for (const row of rows) {
      this.#checkFinal(row)
      const own = attempts.filter(({ run }) => run === row.id)
      expect(own.map(({ attempt }) => attempt)).toEqual(own.map((_, index) => index + 1))
      expect(own.length).toBe(row.attempt)
      expect(own.length).toBeLessThanOrEqual(row.max_attempts)
      const open = own.filter(({ ended_at }) => ended_at === null)
      expect(open.map(({ attempt }) => attempt)).toEqual(row.status === 'running' ? [row.attempt] : [])
      if (row.cancel_requested_at !== null) this.#canceled.add(row.id)
      if (this.#canceled.has(row.id)) expect(['running', 'canceled']).toContain(row.status)
    }
    for (const task of tasks) {
      const running = rows.filter((row) => row.task === task && row.status === 'running')
      expect(running.length).toBeLessThanOrEqual(policies[task].concurrency)
    }
  }

  /** From here on everything works: each run that waits is taken and succeeds. */
  async drain() {
    await this.crash()
    for (let quiet = 0; quiet < 3; ) {
      this.store.now += 2_000
      const claim = await this.#claim()
      if (!claim) quiet++
      else
        await settleAttempt(
          this.store.db,
          claim,
          endingOf(null, { type: 'ended', report }, '1', this.#context('once', claim)),
        )
    }
    await this.check()
    const rows = await this.store.db.read.selectFrom('runs').selectAll().execute()
    expect(rows.filter((row) => !isFinal(row))).toEqual([])
  }

  /** What is final stays as it is, to the last letter. */
  #checkFinal(row: RunRow) {
    if (!isFinal(row)) return
    const now = JSON.stringify(row)
    expect(now).toBe(this.#finals.get(row.id) ?? now)
    this.#finals.set(row.id, now)
  }

  async #accept(task: Task, input: string) {
    this.#accepted.add(await this.store.accept({ task, input }))
  }

  async #claim(): Promise<Claim | null> {
    const row = await this.store.claim(this.runner)
    if (!row) return null
    const claim = claimOf(row)
    this.#claims.push(claim)
    return claim
  }

  async #cancel(index: number, force: boolean) {
    const run = pick([...this.#accepted], index)
    if (!run) return
    const wasFinal = this.#finals.has(run)
    const error = await this.store.cancel(run, { force }).catch((error: unknown) => error)
    if (error) expect(error).toMatchObject({ code: 'run_final' })
    else {
      expect(wasFinal).toBe(false)
      this.#canceled.add(run)
    }
  }

  async #end(index: number, stop: StopReason | null, work: WorkEnd | null) {
    const claim = pick(this.#claims, index)
    if (!claim) return
    const { task } = await this.store.row(claim.run)
    const output = work?.type === 'ended' ? work.report.output : null
    const ending = endingOf(stop, work, output, this.#context(task as Task, claim))
    // A cancel that nobody asked for is no end that a runner writes.
    if (stop === 'cancel' && !this.#canceled.has(claim.run)) return
    const isTaken = await settleAttempt(this.store.db, claim, ending)
    if (isTaken) this.#claims = this.#claims.filter((other) => other !== claim)
  }

  /** Log and progress of a claim, current or long gone: they are taken exactly where it is current. */
  async #write(index: number) {
    const claim = pick(this.#claims, index)
    if (!claim) return
    const before = await this.store.row(claim.run)
    const seq = (this.#seq.get(claim.run) ?? 0) + 1
    this.#seq.set(claim.run, seq)
    const isTaken = await this.store.log(claim, seq, 'a line')
    await reportProgress(this.store.db, claim, { done: seq, total: null, note: null })
    const after = await this.store.row(claim.run)
    if (isHeldBy(before, claim) === isHeldBy(after, claim)) expect(isTaken).toBe(isHeldBy(after, claim))
    if (!isHeldBy(before, claim)) expect(after.progress_done).not.toBe(seq)
  }

  #context(task: Task, { attempt }: Claim) {
    const policy = { ...policyOf({}), ...policies[task] }
    return { policy, attempt, now: this.store.now, random: 0 }
  }
}

const pick = <T>(list: T[], index: number): T | undefined => list[index % Math.max(1, list.length)]

const isHeldBy = (row: RunRow, { attempt, runner }: Claim) =>
  row.status === 'running' && row.attempt === attempt && row.runner === runner

/** Up to three at once, which share a transaction, or the death of the runner. */
const moments = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.array(happening, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant('crash' as const) },
  ),
  { minLength: 5, maxLength: 40 },
)

test.each(databases)(
  'whatever happens to runs on $name, each has one end, cancel wins, limits hold, and none is lost',
  { timeout: 240_000 },
  async ({ name, open }) => {
    const property = fc.asyncProperty(moments, async (moments) => {
      const { db, dispose } = await open()
      try {
        const world = new World()
        world.store.reset(db)
        await world.begin()
        for (const moment of moments) {
          if (moment === 'crash') await world.crash()
          else await Promise.all(moment.map((what) => world.happen(what)))
          await world.check()
        }
        await world.drain()
      } finally {
        await dispose()
      }
    })
    await fc.assert(property, { numRuns: name === 'SQLite' ? 150 : 10 })
  },
)
