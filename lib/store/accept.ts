import { AppError } from '../errors.ts'
import type { FileInput } from '../file-inputs.ts'
import type { Policy } from '../policy.ts'
import type { Trigger } from '../run.ts'
import { type Origin, record } from './audit.ts'
import { cancelIn } from './cancel.ts'
import type { Database } from './database.ts'
import { active, queued } from './literals.ts'
import { tieFiles } from './run-files.ts'
import type { RunRow, Tx } from './schema.ts'

export type NewRun = {
  id: string
  task: string
  /** Canonical JSON, validated, defaults filled in. */
  input: string
  /** Names of the inputs whose values are shown to nobody. */
  secrets: string[]
  /** Which of the inputs are uploaded files. */
  files: FileInput[]
  trigger: Trigger
  origin: Origin
  priority: number
  now: number
  availableAt: number
  rerunOf: string | null
  /** One request, however often it is sent: `hash` tells another request with the same key. */
  idempotency: { key: string; hash: string } | null
}

/** `joined`: the task joins equal runs, and this is one that was active already. */
export type Accepted = { run: string; replayed: boolean; joined: boolean }

export const keyLifeMs = 24 * 3_600_000

/**
 * Makes a queued run; once this resolves it survives a power cut.
 * @throws AppError `invalid_input` for a file that does not exist, `task_busy`, `queue_full`, `idempotency_key_reused`,
 * `not_found`, `task_broken`, `unavailable`.
 */
export function acceptRun(db: Database, run: NewRun): Promise<Accepted> {
  return db.write(
    async (tx) => {
      const earlier = await findReplay(tx, run.idempotency, run.now)
      if (earlier) return { run: earlier, replayed: true, joined: false }
      const policy = await lockTask(tx, run.task)
      const joined = await makeRoom(tx, run, policy)
      if (!joined) await insert(tx, run, policy)
      const id = joined ?? run.id
      await rememberKey(tx, run, id)
      const action = run.rerunOf === null ? 'start' : 'rerun'
      await record(tx, { action, task: run.task, run: id }, run.origin, run.now)
      return { run: id, replayed: false, joined: joined !== null }
    },
    { durable: true, failpoint: 'accept' },
  )
}

/** The run that the same request has made before. @throws AppError `idempotency_key_reused`; `not_found` once it is deleted */
export async function findReplay(
  tx: Tx,
  idempotency: NewRun['idempotency'],
  now: number,
): Promise<string | null> {
  if (!idempotency) return null
  const known = await tx
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('key', '=', idempotency.key)
    .where('created_at', '>', now - keyLifeMs)
    .executeTakeFirst()
  if (!known) return null
  if (known.hash !== idempotency.hash) {
    throw new AppError(
      'idempotency_key_reused',
      'This Idempotency-Key was used for another request in the last 24 hours. Use a new key for a new request.',
    )
  }
  const run = await tx.selectFrom('runs').select('id').where('id', '=', known.run).executeTakeFirst()
  if (run) return run.id
  throw new AppError(
    'not_found',
    `The run that this request made, ${known.run}, was deleted. Use a new Idempotency-Key to make another.`,
  )
}

/** Insert and start both pass through the task's row, so that its limits hold exactly. */
async function lockTask(tx: Tx, name: string): Promise<Policy> {
  const task = await tx
    .selectFrom('tasks')
    .select(['policy', 'problem'])
    .where('name', '=', name)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!task) throw new AppError('not_found', `There is no task "${name}".`)
  if (task.problem) {
    throw new AppError('task_broken', `The task "${name}" cannot run: ${JSON.parse(task.problem).message}`)
  }
  return JSON.parse(task.policy)
}

/** An active run with this very input that nobody has asked to stop: a running one, else the oldest. */
async function equalActive(tx: Tx, { task, input }: NewRun): Promise<string | null> {
  const row = await tx
    .selectFrom('runs')
    .select('id')
    .where('task', '=', task)
    .where('status', 'in', active)
    .where('input', '=', input)
    .where('cancel_requested_at', 'is', null)
    .orderBy('status', 'desc') // in the order of an index of the active runs: the task's history may be long
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** What the task does when it is busy. Gives the run that is joined, where one is. */
async function makeRoom(tx: Tx, run: NewRun, { whenBusy, concurrency }: Policy): Promise<string | null> {
  if (whenBusy === 'queue') return null
  const others = await activeIds(tx, run.task)
  const [first] = others
  if (!first || others.length < concurrency) return null
  if (whenBusy === 'reject') throw busy(run.task, first)
  // Whoever guesses a secret must not be told that it is right.
  if (whenBusy === 'join') return run.secrets.length === 0 ? equalActive(tx, run) : null
  for (const other of others) {
    await cancelIn(tx, { run: other, force: false, origin: run.origin, now: run.now })
  }
  return null
}

function busy(task: string, run: string) {
  const message = `"${task}" is busy, and starts no second run meanwhile. Wait for ${run}.`
  return new AppError('task_busy', message, { extra: { run } })
}

function full(task: string, maxQueued: number) {
  return new AppError('queue_full', `${maxQueued} runs of "${task}" are waiting already, which is its limit.`)
}

/** The active runs of a task, the running ones first, then by age. */
async function activeIds(tx: Tx, task: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('runs')
    .select('id')
    .where('task', '=', task)
    .where('status', 'in', active)
    .orderBy('status', 'desc') // "running" sorts after "queued"
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Whether so many runs of a task wait. */
async function areQueued(tx: Tx, task: string, count: number): Promise<boolean> {
  const waiting = tx.selectFrom('runs').select('id').where('task', '=', task).where('status', '=', queued)
  const last = await waiting
    .limit(1)
    .offset(count - 1)
    .executeTakeFirst()
  return last !== undefined
}

async function insert(tx: Tx, run: NewRun, policy: Policy) {
  if (await areQueued(tx, run.task, policy.maxQueued)) throw full(run.task, policy.maxQueued)
  const row: RunRow = {
    id: run.id,
    task: run.task,
    status: 'queued',
    input: run.input,
    output: null,
    error: null,
    trigger: run.trigger,
    by: run.origin.by,
    priority: run.priority,
    created_at: run.now,
    available_at: run.availableAt,
    started_at: null,
    finished_at: null,
    attempt: 0,
    max_attempts: policy.retry.attempts,
    runner: null,
    cancel_requested_at: null,
    cancel_by: null,
    kill_at: null,
    rerun_of: run.rerunOf,
    progress_done: null,
    progress_total: null,
    progress_note: null,
    secrets: run.secrets.length > 0 ? JSON.stringify(run.secrets) : null,
    log_bytes: 0,
    log_deleted_at: null,
  }
  await tx.insertInto('runs').values(row).execute()
  await tieFiles(tx, run.id, run.files)
}

async function rememberKey(tx: Tx, { idempotency, now }: NewRun, run: string) {
  if (!idempotency) return
  const row = { key: idempotency.key, hash: idempotency.hash, run, created_at: now }
  await tx
    .insertInto('idempotency_keys')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute()
}
