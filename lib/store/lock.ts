import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'

/** `runner`: takes runs from this SQLite store. `web`: starts that runner and stops it. There is one of each. */
export type Role = 'runner' | 'web'

/**
 * Takes a role on a data folder: an exclusive transaction on a file of its own, which the system frees with the
 * process, however it ends. Returns how to let go, or null when another process holds it.
 */
export function takeLock(data: string, role: Role): (() => void) | null {
  const lock = new BetterSqlite3(path.join(data, `${role}.lock.db`), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return () => lock.close()
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return null
    throw error
  }
}

export function isLockFree(data: string, role: Role): boolean {
  const release = takeLock(data, role)
  release?.()
  return release !== null
}
