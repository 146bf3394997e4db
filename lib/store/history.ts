/** Reading history, newest first: every filter is a walk along an index, or several that are merged as they go. */
import type { SelectQueryBuilder } from 'kysely'
import { firstIdAt } from '../id.ts'
import { type Status, statuses, type Trigger, triggers } from '../run.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

export type Filter = {
  task?: string
  status?: readonly Status[]
  trigger?: Trigger
  /** Made at or after, and before, in epoch milliseconds. */
  from?: number
  to?: number
  /** Id of the last run seen: only older ones follow. */
  cursor?: string
  /** Id of the oldest run that is looked at. */
  oldest?: string
}

type Walk<Columns> = SelectQueryBuilder<Schema, 'runs', Columns>
type Kind = { status?: Status; trigger?: Trigger }

/** The runs of a filter as walks that share none: `select` says what is read of each. The order is that of `newestFirst`. */
export function walks(db: Database, filter: Filter): Walk<object>[] {
  return kindsOf(filter).map((kind) => walk(db, filter, kind))
}

/** Walks as one query, which goes only as far along each as its limit asks for. */
export function newestFirst<Columns>(all: Walk<Columns>[]): Walk<Columns> {
  return all.reduce((merged, next) => merged.unionAll(next)).orderBy('id', 'desc')
}

/** The indexes begin with status and trigger. A filter that leaves one of them open means each of its values. */
function kindsOf({ status = [], trigger }: Filter): Kind[] {
  if (status.length === 0 && !trigger) return [{}]
  const wanted = status.length > 0 ? [...new Set(status)] : statuses
  return wanted.flatMap((status) => (trigger ? [trigger] : triggers).map((trigger) => ({ status, trigger })))
}

function walk(db: Database, filter: Filter, { status, trigger }: Kind): Walk<object> {
  const { after, before } = boundsOf(filter)
  let runs = db.read.selectFrom('runs')
  if (filter.task !== undefined) runs = runs.where('task', '=', filter.task)
  if (status) runs = runs.where('status', '=', status)
  if (trigger) runs = runs.where('trigger', '=', trigger)
  if (after !== undefined) runs = runs.where('id', '>=', after)
  if (before !== undefined) runs = runs.where('id', '<', before)
  return runs
}

/** One bound on each side: of two, a database may begin at the wider one and pass over all that is between. */
function boundsOf({ from, to, cursor, oldest }: Filter) {
  const after = [from === undefined ? undefined : firstIdAt(from), oldest]
  const before = [to === undefined ? undefined : firstIdAt(to), cursor]
  const given = (bounds: (string | undefined)[]) => bounds.filter((bound) => bound !== undefined).sort()
  return { after: given(after).at(-1), before: given(before).at(0) }
}
