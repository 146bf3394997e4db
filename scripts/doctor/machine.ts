import { existsSync } from 'node:fs'
import BetterSqlite3 from 'better-sqlite3'
import { version } from '../../lib/version.ts'
import { type Finding, ok, warn } from './finding.ts'

const oldestNode = 24

export function lookAtMachine(): Finding[] {
  return [ok(`Runboard ${version}`), node(), sqlite(), ending()]
}

function node(): Finding {
  if (Number.parseInt(process.versions.node, 10) >= oldestNode) return ok(`Node ${process.versions.node}`)
  return warn(
    `Node ${process.versions.node} is older than ${oldestNode}.`,
    'Start it by `npm start` or `npm run doctor`, which use the Node that is installed with the packages.',
  )
}

function sqlite(): Finding {
  const memory = new BetterSqlite3(':memory:')
  const version = memory.prepare('SELECT sqlite_version()').pluck().get()
  memory.close()
  return ok(`SQLite ${version}`)
}

/** How much of what a run has started is ended with it. */
function ending(): Finding {
  return existsSync('/proc/self/environ')
    ? ok('A run that is stopped takes every process along that it has started.')
    : ok('A run that is stopped takes its process group along; what left the group is found on Linux only.')
}
