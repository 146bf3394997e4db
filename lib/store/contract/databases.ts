/** The databases that keep the contract of the store. Each test gets a fresh, empty one. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Database } from '../database.ts'
import { openSqlite } from '../sqlite.ts'

export type DatabaseInTest = {
  name: string
  /** Opens an empty store. `dispose` closes it and leaves nothing behind. */
  open(): Promise<{ db: Database; dispose: () => Promise<void> }>
}

export const databases: DatabaseInTest[] = [{ name: 'SQLite', open: openFreshSqlite }]

async function openFreshSqlite() {
  const folder = mkdtempSync(path.join(tmpdir(), 'runboard-store-'))
  const db = await openSqlite(folder)
  return {
    db,
    async dispose() {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
