/** Canceling runs and making them again, many in one request: each by the same statements as one alone. */
import { hash } from 'node:crypto'
import type { Clock } from './clock.ts'
import { AppError } from './errors.ts'
import { isActive, statuses } from './run.ts'
import { type CanceledRuns, mostRuns, type RerunRuns, type Selection, type Skipped } from './selection.ts'
import { startAgain } from './start-run.ts'
import type { Origin } from './store/audit.ts'
import { requestCancel } from './store/cancel.ts'
import type { Database } from './store/database.ts'
import { listIds } from './store/runs.ts'
import type { TaskCatalog } from './task-catalog.ts'

/** Who asks for it, where, and what ends it early: `stopping` leaves the rest undone. */
type Parts = { db: Database; clock: Clock; origin: Origin; stopping: AbortSignal }

/** Changed in one write of some milliseconds; other writes and requests get their turn before the next. */
const portion = 10

/**
 * The newest first: the queue is empty before the runs at its head make room for others. Of a filter only active runs
 * are meant, so that the next call finds others.
 */
export async function cancelMany(
  { db, clock, origin, stopping }: Parts,
  { force, ...selection }: Selection & { force: boolean },
): Promise<CanceledRuns> {
  const { ids, nextCursor } = await selected(db, onlyActive(selection))
  const change = async (run: string) => {
    await requestCancel(db, { run, force, origin, now: clock.now() })
    return run
  }
  return { ...(await inPortions(ids, stopping, change)), more: nextCursor !== null, nextCursor }
}

/**
 * Portion by portion in the order of `ids`; of a filter the oldest first, as they were asked for before. With a `key`,
 * what was made by the same request before is not made again, run by run: also where that broke off in the middle.
 */
export async function rerunMany(
  { db, clock, origin, stopping, tasks }: Parts & { tasks: TaskCatalog },
  selection: Selection,
  key?: string,
): Promise<RerunRuns> {
  const { ids, nextCursor } = await selected(db, selection)
  const change = async (rerunOf: string) => {
    const idempotency = key === undefined ? undefined : keyFor(key, rerunOf)
    const request = { trigger: 'rerun', origin, idempotency } as const
    const { run, joined } = await startAgain(db, tasks, rerunOf, request, clock.now())
    return { rerunOf, run, ...(joined && { joined }) }
  }
  const inOrder = selection.ids ? ids : ids.reverse()
  return { ...(await inPortions(inOrder, stopping, change)), more: nextCursor !== null, nextCursor }
}

const keyFor = (key: string, run: string) => ({ key: hash('sha256', `${key}\n${run}`), hash: `rerun ${run}` })

function onlyActive({ filter, ...selection }: Selection): Selection {
  const wanted = filter?.status ?? statuses
  const status = wanted.filter((status) => isActive({ status }))
  if (!filter) return selection
  return status.length > 0 ? { ...selection, filter: { ...filter, status } } : { ids: [] }
}

async function selected(db: Database, { ids, filter, cursor }: Selection) {
  if (ids) return { ids: [...new Set(ids)], nextCursor: null }
  return await listIds(db, { ...filter, cursor, limit: mostRuns })
}

async function inPortions<T>(ids: string[], stopping: AbortSignal, change: (id: string) => Promise<T>) {
  const accepted: T[] = []
  const skipped: Skipped[] = []
  for (let at = 0; at < ids.length; at += portion) {
    const part = ids.slice(at, at + portion)
    const results = await Promise.allSettled(part.map(unless(stopping, change)))
    for (const [index, result] of results.entries()) {
      if (result.status === 'fulfilled') accepted.push(result.value)
      else skipped.push(skippedBy(part[index] ?? '', result.reason))
    }
    const last = skipped.at(-1)
    if (last?.code === 'unavailable') return leaveRest(last, ids.slice(at + portion), { accepted, skipped })
    await new Promise(setImmediate)
  }
  return { accepted, skipped }
}

const unless =
  <T>(stopping: AbortSignal, change: (id: string) => Promise<T>) =>
  async (id: string) => {
    if (stopping.aborted) throw new AppError('unavailable', 'The server is stopping.')
    return await change(id)
  }

/** Whatever has no answer for a caller fails the whole request. */
function skippedBy(id: string, reason: unknown): Skipped {
  if (!(reason instanceof AppError)) throw reason
  return { id, code: reason.code, detail: reason.message }
}

/** Each further try would wait for the store anew. Who is told of some that were accepted must hear which. */
function leaveRest<T>(
  reason: Skipped,
  ids: string[],
  { accepted, skipped }: { accepted: T[]; skipped: Skipped[] },
) {
  if (accepted.length === 0) throw new AppError('unavailable', reason.detail)
  return { accepted, skipped: [...skipped, ...ids.map((id) => ({ ...reason, id }))] }
}
