/** Inputs that are shown to nobody: where a schema names them, and what stands in their place. */

/** Stands wherever a secret would. Sent back as the value of a secret input, it means the value that is there already. */
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

/** An input that was seen masked, and perhaps changed, with the secrets of the one that it came from. */
export function withSecretsOf(earlier: Values, input: Values, names: readonly string[]): Values {
  const kept = names.filter((name) => input[name] === masked && Object.hasOwn(earlier, name))
  return { ...input, ...Object.fromEntries(kept.map((name) => [name, earlier[name]])) }
}
