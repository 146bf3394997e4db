import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { messageOf } from '../errors.ts'

export type EnvFile = { variables: Record<string, string>; trouble: string | null }

/** The variables of a task's `envFile` as they are now; `trouble` is a sentence where it cannot be read. */
export function readEnvFile(file: string | null): EnvFile {
  if (file === null) return { variables: {}, trouble: null }
  try {
    return { variables: parseEnv(readFileSync(file, 'utf8')) as Record<string, string>, trouble: null }
  } catch (error) {
    return { variables: {}, trouble: `Its envFile ${file} cannot be read: ${messageOf(error)}` }
  }
}
