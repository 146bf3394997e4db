import { describe, expect, test } from 'vitest'
import { isFinal, statuses } from '../../run.ts'
import type { AttemptRow, RunRow } from '../schema.ts'
import { databases } from './databases.ts'
import { useStore } from './store-in-test.ts'

const illegal = /check constraint/i

describe.each(databases)('the schema of $name repeats the rules', (database) => {
  const store = useStore(database)

  /** Makes a run that runs, and changes its row as no statement of ours would. */
  async function force(change: Partial<RunRow>) {
    await store.runner('first', { report: {} })
    const { run } = await store.running()
    return store.db.write((tx) => tx.updateTable('runs').set(change).where('id', '=', run).execute())
  }

  test.each(statuses)('a %s run has an end if, and only if, that is final', async (status) => {
    const withEnd = force({ status, finished_at: 1 })
    if (isFinal({ status })) await withEnd
    else await expect(withEnd).rejects.toThrow(illegal)
  })

  test.each(statuses)('a %s run without an end is no final one', async (status) => {
    const withoutEnd = force({ status, finished_at: null })
    if (isFinal({ status })) await expect(withoutEnd).rejects.toThrow(illegal)
    else await withoutEnd
  })

  test.each<[string, Partial<RunRow>]>([
    ['a status that is none', { status: 'paused' as never }],
    ['running without a runner', { runner: null }],
    ['running without an attempt', { attempt: 0 }],
    ['queued with a cancel asked', { status: 'queued', cancel_requested_at: 1 }],
  ])('%s is refused', async (_, change) => {
    await expect(force(change)).rejects.toThrow(illegal)
  })

  test.each<[string, Partial<AttemptRow>]>([
    ['that runs has no end', { ended_at: 1 }],
    ['that has ended has an end', { status: 'failed' }],
  ])('an attempt %s', async (_, change) => {
    await store.runner('first', { report: {} })
    await store.running()
    const forced = store.db.write((tx) => tx.updateTable('attempts').set(change).execute())
    await expect(forced).rejects.toThrow(illegal)
  })

  test('a run belongs to a task, and an attempt and its log to a run', async () => {
    await store.runner('first', { report: {} })
    const claim = await store.running()
    const foreign = /foreign key/i
    const { db } = store
    await expect(db.write((tx) => tx.updateTable('runs').set({ task: 'nothing' }).execute())).rejects.toThrow(
      foreign,
    )
    const chunk = { run: 'run_x', first_seq: 1, last_seq: 1, attempt: 1, bytes: 1, lines: '[]' }
    await expect(db.write((tx) => tx.insertInto('log_chunks').values(chunk).execute())).rejects.toThrow(
      foreign,
    )
    await store.log(claim, 1, 'a line')
    await db.write((tx) => tx.deleteFrom('runs').execute())
    expect(await db.read.selectFrom('attempts').selectAll().execute()).toEqual([])
    expect(await db.read.selectFrom('log_chunks').selectAll().execute()).toEqual([])
  })
})
