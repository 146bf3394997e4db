/** Statuses as text of the query: SQLite uses a partial index only where it reads the condition, not a parameter. */
import { sql } from 'kysely'
import type { Status } from '../run.ts'

const literal = (status: Status) => sql<Status>`${sql.lit(status)}`

export const queued = literal('queued')
export const running = literal('running')
export const active = [queued, running]
