/** What monitoring asks for, however often: nothing here reads through the history. */
import type { Runner } from '../resources.ts'
import type { Database } from './database.ts'
import { queued, running } from './literals.ts'
import { listRunners } from './runners.ts'
import type { TotalRow } from './schema.ts'
import { listTotals } from './totals.ts'

export type Figures = {
  /** Names of the tasks that are there now. */
  tasks: string[]
  queues: Queue[]
  running: { task: string; runs: number }[]
  /** Every end since the store counts them. */
  totals: TotalRow[]
  /** Those that are alive. */
  runners: Runner[]
}

/** The queued runs of a task: those that could start now, those for later, and how long the first has waited. */
export type Queue = { task: string; due: number; later: number; oldestMs: number }

export async function readFigures(db: Database, now: number): Promise<Figures> {
  const tasks = db.read.selectFrom('tasks').select('name').where('removed_at', 'is', null).orderBy('name')
  return {
    tasks: (await tasks.execute()).map(({ name }) => name),
    queues: await queues(db, now),
    running: await runningByTask(db),
    totals: await listTotals(db),
    runners: await listRunners(db, now),
  }
}

async function queues(db: Database, now: number): Promise<Queue[]> {
  const rows = await db.read
    .selectFrom('runs')
    .select((eb) => [
      'task',
      eb.fn.countAll().filterWhere('available_at', '<=', now).as('due'),
      eb.fn.countAll().filterWhere('available_at', '>', now).as('later'),
      eb.fn.min('available_at').as('first'),
    ])
    .where('status', '=', queued)
    .groupBy('task')
    .execute()
  return rows.map(({ task, due, later, first }) => ({
    task,
    due: Number(due),
    later: Number(later),
    oldestMs: Math.max(0, now - first),
  }))
}

async function runningByTask(db: Database): Promise<Figures['running']> {
  const rows = await db.read
    .selectFrom('runs')
    .select((eb) => ['task', eb.fn.countAll().as('runs')])
    .where('status', '=', running)
    .groupBy('task')
    .execute()
  return rows.map(({ task, runs }) => ({ task, runs: Number(runs) }))
}
