import type { WaitingFor } from '../run.ts'
import type { Database } from './database.ts'
import { running } from './literals.ts'
import { leaseMs } from './runners.ts'
import type { RunRow } from './schema.ts'

/** Why each queued run of `rows` has not started yet, by run id. */
export async function explainWaits(
  db: Database,
  rows: RunRow[],
  now: number,
): Promise<Map<string, WaitingFor>> {
  const queued = rows.filter((row) => row.status === 'queued')
  if (queued.length === 0) return new Map()
  const tasks = [...new Set(queued.map((row) => row.task))]
  const [served, full] = await Promise.all([servedTasks(db, tasks, now), fullTasks(db, tasks)])
  return new Map(queued.map((row) => [row.id, reasonOf(row, served, full, now)]))
}

function reasonOf(row: RunRow, served: Set<string>, full: Set<string>, now: number): WaitingFor {
  if (row.available_at > now) return row.attempt > 0 ? 'retry' : 'time'
  if (!served.has(row.task)) return 'runner'
  return full.has(row.task) ? 'task' : 'slot'
}

/** Tasks that some live runner would start. */
async function servedTasks(db: Database, tasks: string[], now: number): Promise<Set<string>> {
  const rows = await db.read
    .selectFrom('runner_tasks')
    .innerJoin('runners', 'runners.id', 'runner_tasks.runner')
    .select('runner_tasks.task')
    .where('runner_tasks.task', 'in', tasks)
    .innerJoin('tasks', 'tasks.name', 'runner_tasks.task')
    .where('tasks.problem', 'is', null)
    .where('tasks.removed_at', 'is', null)
    .where('runners.ended_at', 'is', null)
    .where('runners.stopping_at', 'is', null)
    .where('runners.heartbeat_at', '>', now - leaseMs)
    .execute()
  return new Set(rows.map((row) => row.task))
}

/** Tasks that run as often as they may, or wait for runs that are being replaced. */
async function fullTasks(db: Database, tasks: string[]): Promise<Set<string>> {
  const rows = await db.read
    .selectFrom('runs')
    .innerJoin('tasks', 'tasks.name', 'runs.task')
    .select('runs.task')
    .where('runs.task', 'in', tasks)
    .where('runs.status', '=', running)
    .groupBy(['runs.task', 'tasks.concurrency', 'tasks.when_busy'])
    .having((eb) =>
      eb.or([
        eb(eb.fn.countAll(), '>=', eb.ref('tasks.concurrency')),
        eb('tasks.when_busy', '=', 'replace').and(eb.fn.max('cancel_requested_at'), 'is not', null),
      ]),
    )
    .execute()
  return new Set(rows.map((row) => row.task))
}
