/** Inputs that are shown to nobody: where a schema names them, and what stands in their place. */

import { AppError } from './errors.ts'
import { canonicalJson, pointerOf } from './json.ts'

/** Stands wherever a secret would. Sent back with a run again, it means the value that is there already. */
export const masked = '••••••'

type Values = Record<string, unknown>

/** Names of the secret inputs; a schema says so by `writeOnly`, as OpenAPI does. */
export function secretNames(inputSchema: Record<string, unknown>): string[] {
  const properties = Object.entries((inputSchema.properties as Record<string, Values> | undefined) ?? {})
  return properties.filter(([, schema]) => schema.writeOnly === true).map(([name]) => name)
}

/** The input as it may be seen. */
export function withoutSecrets(input: Values, names: readonly string[]): Values {
  const hidden = names.filter((name) => Object.hasOwn(input, name)).map((name) => [name, masked])
  return { ...input, ...Object.fromEntries(hidden) }
}

/**
 * An input that was seen masked, with the secrets of the one that it came from: where all else is as it was, so that
 * nobody can send a secret to a place of their own.
 */
export function withSecretsOf(earlier: Values, input: Values, names: readonly string[]): Values {
  const kept = names.filter((name) => input[name] === masked && Object.hasOwn(earlier, name))
  const whole = { ...input, ...Object.fromEntries(kept.map((name) => [name, earlier[name]])) }
  return canonicalJson(whole) === canonicalJson(earlier) ? whole : input
}

/** What stands masked is no value. @throws AppError `invalid_input` */
export function refuseMasked(input: Values, names: readonly string[]) {
  const errors = names
    .filter((name) => input[name] === masked)
    .map((name) => ({ pointer: pointerOf(['input', name]), detail: 'Enter it again.', code: 'masked' }))
  if (errors.length === 0) return
  const fields = errors.map(({ pointer }) => pointer.slice('/input/'.length)).join(', ')
  const message = `A secret is not kept when other inputs change. Enter again: ${fields}.`
  throw new AppError('invalid_input', message, { errors })
}
