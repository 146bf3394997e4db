import type { Policy } from '../policy.ts'
import type { Task } from '../resources.ts'
import type { Database } from './database.ts'
import type { Tx } from './schema.ts'

/** A task as its runner has read it from the tasks folder. */
export type StoredTask = Pick<
  Task,
  'name' | 'title' | 'description' | 'kind' | 'file' | 'inputSchema' | 'needsInput' | 'confirm' | 'problem'
> & { policy: Policy; version: string }

/** Makes the tasks that `runner` has loaded known. Tasks that no live runner has any more are marked as removed. */
export function syncTasks(db: Database, runner: string, tasks: StoredTask[], now: number): Promise<void> {
  return db.write(
    async (tx) => {
      for (const task of tasks) await upsert(tx, task, now)
      await tx.deleteFrom('runner_tasks').where('runner', '=', runner).execute()
      for (const { name, version } of tasks) {
        await tx.insertInto('runner_tasks').values({ runner, task: name, version }).execute()
      }
      await markRemoved(tx, now)
      await tx.updateTable('runners').set({ loaded_at: now }).where('id', '=', runner).execute()
    },
    { durable: true },
  )
}

async function upsert(tx: Tx, task: StoredTask, now: number) {
  const { name, policy, problem, version, ...definition } = task
  const row = {
    definition: JSON.stringify(definition),
    policy: JSON.stringify(policy),
    concurrency: policy.concurrency,
    when_busy: policy.whenBusy,
    problem: problem && JSON.stringify(problem),
    version,
    updated_at: now,
    removed_at: null,
  }
  await tx
    .insertInto('tasks')
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute()
}

async function markRemoved(tx: Tx, now: number) {
  await tx
    .updateTable('tasks')
    .set({ removed_at: now })
    .where('removed_at', 'is', null)
    .where('name', 'not in', (eb) =>
      eb
        .selectFrom('runner_tasks')
        .innerJoin('runners', 'runners.id', 'runner_tasks.runner')
        .where('runners.ended_at', 'is', null)
        .select('runner_tasks.task'),
    )
    .execute()
}

/** One task's row as its runner wrote it, or null where there is none (any more). */
export async function findTask(db: Database, name: string): Promise<StoredTask | null> {
  const row = await db.read
    .selectFrom('tasks')
    .selectAll()
    .where('name', '=', name)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row ? taskOf(row) : null
}

export async function listTasks(db: Database): Promise<StoredTask[]> {
  const rows = await db.read
    .selectFrom('tasks')
    .selectAll()
    .where('removed_at', 'is', null)
    .orderBy('name')
    .execute()
  return rows.map(taskOf)
}

function taskOf(row: {
  name: string
  definition: string
  policy: string
  problem: string | null
  version: string
}): StoredTask {
  return {
    ...JSON.parse(row.definition),
    name: row.name,
    policy: JSON.parse(row.policy),
    problem: row.problem && JSON.parse(row.problem),
    version: row.version,
  }
}
