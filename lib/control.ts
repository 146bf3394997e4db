/** Lines by which a command tells more than text: `::progress::40 note`, `::progress::3/10 note`, `::output::{json}`. */

import { deepestJson, depthOf } from './json.ts'

export type Control =
  | { type: 'progress'; done: number; total: number; note: string | null }
  | { type: 'output'; json: string }

/** What a line of output says to us; null where it is only a line of log. */
export function parseControl(line: string): Control | null {
  if (!line.startsWith('::')) return null
  return parseProgress(line) ?? parseOutput(line)
}

/** A single number is a percentage. */
function parseProgress(line: string): Control | null {
  const match = /^::progress::\s*(\d+(?:\.\d+)?)\s*(?:\/\s*(\d+(?:\.\d+)?)|%)?(?:\s+(.*))?$/s.exec(
    line.trimEnd(),
  )
  if (!match) return null
  const [, done, total, note] = match
  return { type: 'progress', done: Number(done), total: total ? Number(total) : 100, note: note || null }
}

function parseOutput(line: string): Control | null {
  const prefix = '::output::'
  if (!line.startsWith(prefix)) return null
  const json = line.slice(prefix.length).trim()
  try {
    JSON.parse(json)
  } catch {
    return null
  }
  return depthOf(json) <= deepestJson ? { type: 'output', json } : null
}
