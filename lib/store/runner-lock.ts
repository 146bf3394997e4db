import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'

/**
 * There is one runner for a SQLite store: it holds an exclusive transaction on a file of its own, which the system
 * frees with the process, however it ends. Returns how to let go, or null when another process holds it.
 */
export function takeRunnerLock(data: string): (() => void) | null {
  const lock = new BetterSqlite3(path.join(data, 'runner.lock.db'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return () => lock.close()
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return null
    throw error
  }
}

export function isRunnerLockFree(data: string): boolean {
  const release = takeRunnerLock(data)
  release?.()
  return release !== null
}
