import { readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { messageOf } from '../errors.ts'

const largest = 256 * 1024

export type EnvFile = { variables: Record<string, string>; trouble: string | null }

/** The variables of a task's `envFile` as they are now; `trouble` is a sentence where it cannot be read. */
export function readEnvFile(file: string | null): EnvFile {
  if (file === null) return { variables: {}, trouble: null }
  try {
    // A pipe would keep us waiting, and everybody else with us.
    if (!statSync(file).isFile()) throw new Error('It is not a file.')
    if (statSync(file).size > largest) throw new Error(`It is larger than ${largest / 1024} KB.`)
    return { variables: parseEnv(readFileSync(file, 'utf8')) as Record<string, string>, trouble: null }
  } catch (error) {
    return { variables: {}, trouble: `Its envFile ${file} cannot be read: ${messageOf(error)}` }
  }
}
