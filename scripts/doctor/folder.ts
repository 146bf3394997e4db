/** The data folder, and the disk that it is on. */
import { accessSync, constants, existsSync, readFileSync, realpathSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../../lib/config.ts'
import { messageOf } from '../../lib/errors.ts'
import { fileSystemOf, isNetwork } from './file-system.ts'
import { type Finding, ok, warn } from './finding.ts'

const leastBytes = 1024 ** 3
const leastShare = 0.05
const mounts = '/proc/self/mountinfo'

export function lookAtFolder({ data, databaseUrl }: Config): Finding[] {
  const existing = nearestExisting(data)
  const writable = isWritable(data, existing)
  if (writable.cure !== null) return [writable]
  return databaseUrl === null
    ? [writable, fileSystem(existing), space(existing)]
    : [writable, space(existing)]
}

/** The folder itself, or the one in which it would be made. */
function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(path.dirname(folder))
}

function isWritable(data: string, existing: string): Finding {
  const cure = 'Make it writable for this user, or name another folder in RUNBOARD_DATA.'
  if (!statSync(existing).isDirectory()) return warn(`${existing} is not a folder.`, cure)
  try {
    accessSync(existing, constants.W_OK | constants.X_OK)
  } catch (error) {
    return warn(`The data folder ${data} cannot be written (${messageOf(error)}).`, cure)
  }
  return ok(data === existing ? `Data folder ${data}` : `Data folder ${data}: the first start makes it`)
}

/** SQLite's locks do not hold over a network, and its files break without them. */
function fileSystem(folder: string): Finding {
  const type = existsSync(mounts) ? fileSystemOf(realpathSync(folder), readFileSync(mounts, 'utf8')) : null
  if (type === null) return ok('File system unknown: it should be a local one.')
  if (!isNetwork(type)) return ok(`File system ${type}`)
  return warn(
    `The data folder is on a network file system (${type}), where SQLite's locks do not hold.`,
    'Name a folder on a disk of this machine in RUNBOARD_DATA.',
  )
}

function space(folder: string): Finding {
  const { bavail, blocks, bsize } = statfsSync(folder)
  const text = `${((bavail * bsize) / 1024 ** 3).toFixed(1)} GB are free`
  if (bavail * bsize >= leastBytes && bavail >= blocks * leastShare) return ok(text)
  return warn(
    `Only ${text} on the disk of the data folder, ${Math.round((bavail / blocks) * 100)} % of it.`,
    'Make room, or keep less: RUNBOARD_LOG_TOTAL, RUNBOARD_RETENTION_DAYS, RUNBOARD_RETENTION_RUNS.',
  )
}
