/** The store and who works on it, seen without opening it for writing: not a file is made or changed. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import type { Config } from '../../lib/config.ts'
import { messageOf } from '../../lib/errors.ts'
import { migrations } from '../../lib/store/migrations.ts'
import { storeName } from '../../lib/store/open.ts'
import { leaseMs } from '../../lib/store/runners.ts'
import { applicationId, fileName } from '../../lib/store/sqlite.ts'
import { lookAtDatabase } from './database.ts'
import { type Finding, ok, warn } from './finding.ts'

export function lookAtStore(config: Config): Finding[] | Promise<Finding[]> {
  if (config.databaseUrl !== null) return lookAtDatabase(config.databaseUrl, storeName(config))
  const file = path.join(config.data, fileName)
  if (!existsSync(file)) return [ok('No store yet: the first start makes it.')]
  let db: DatabaseSync | undefined
  try {
    db = openReadOnly(file)
    const store = lookAtFile(db, file)
    return store.cure === null ? [store, lookAtRunner(db, config)] : [store]
  } catch (error) {
    return [
      warn(
        `${file} cannot be read (${messageOf(error)}).`,
        'Restore it from a backup, or make it readable for this user.',
      ),
    ]
  } finally {
    db?.close()
  }
}

/** Without a write-ahead log nobody has it open, and SQLite would make one even to read. */
function openReadOnly(file: string): DatabaseSync {
  const url = pathToFileURL(file)
  if (!existsSync(`${file}-wal`)) url.searchParams.set('immutable', '1')
  return new DatabaseSync(url, { readOnly: true })
}

function lookAtFile(db: DatabaseSync, file: string): Finding {
  if (db.prepare('PRAGMA application_id').get()?.application_id !== applicationId) {
    return warn(`${file} belongs to another program.`, 'Name another data folder in RUNBOARD_DATA.')
  }
  const known = db
    .prepare('SELECT name FROM kysely_migration')
    .all()
    .map(({ name }) => String(name))
  const newer = known.find((name) => !(name in migrations))
  if (newer) {
    return warn(`${file} was written by a newer Runboard (it knows "${newer}").`, 'Start that version.')
  }
  const megabytes = Math.ceil(statSync(file).size / 1024 ** 2)
  const steps = Object.keys(migrations).length - known.length
  return ok(`Store ${file}, ${megabytes} MB${steps > 0 ? '; the next start brings it up to date' : ''}`)
}

function lookAtRunner(db: DatabaseSync, { data }: Config): Finding {
  const alive = db
    .prepare('SELECT name, slots FROM runners WHERE ended_at IS NULL AND heartbeat_at > ?')
    .get(Date.now() - leaseMs)
  if (alive) return ok(`A runner is alive: ${alive.name}, ${alive.slots} slots`)
  if (!isLocked(path.join(data, 'web.lock.db'))) return ok('No server is running, and no runner.')
  return warn(
    'The server runs, but no runner does: nothing starts.',
    `${path.join(data, 'runner.log')} says why. With RUNBOARD_RUNNER=off, start one: npm run runner`,
  )
}

/** From the list of the kernel: taking the lock to see whether it is free could keep a server from starting. */
function isLocked(lock: string): boolean {
  if (!existsSync(lock) || !existsSync('/proc/locks')) return false
  const { ino } = statSync(lock)
  return readFileSync('/proc/locks', 'utf8').includes(`:${ino} `)
}
