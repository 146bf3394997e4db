/** An input from the command line: words, made into what the task's JSON Schema asks for. */
import { nearest } from '../lib/nearest.ts'
import { didYouMean, wrongUsage } from './failure.ts'

type Schema = Record<string, unknown>
/** Resolves with the id of an uploaded file. */
type Upload = (path: string) => Promise<string>

/** What stands in `assignments`, each `NAME=VALUE`, wins over `json`; undefined where neither says anything. */
export async function inputOf(
  schema: Schema,
  assignments: string[],
  json: unknown,
  upload: Upload,
): Promise<unknown> {
  if (assignments.length === 0) return json
  if (json !== undefined && !isObject(json))
    throw wrongUsage('--input-json must be an object where --input is given besides.')
  const input: Record<string, unknown> = {}
  for (const [name, texts] of Object.entries(byName(assignments)))
    input[name] = await givenTo(name, propertyOf(schema, name), texts, upload)
  return { ...json, ...input }
}

function byName(assignments: string[]): Record<string, string[]> {
  const found: Record<string, string[]> = Object.create(null)
  for (const assignment of assignments) {
    const equals = assignment.indexOf('=')
    if (equals < 1) throw wrongUsage(`--input ${assignment} must be NAME=VALUE.`)
    const name = assignment.slice(0, equals)
    found[name] = [...(found[name] ?? []), assignment.slice(equals + 1)]
  }
  return found
}

function propertyOf({ properties, additionalProperties }: Schema, name: string): Schema {
  const known = isObject(properties) ? properties : {}
  if (Object.hasOwn(known, name)) return known[name] as Schema
  if (additionalProperties !== false) return isObject(additionalProperties) ? additionalProperties : {}
  const names = Object.keys(known)
  const hint = didYouMean(nearest(name, names)) || ` It takes ${names.join(', ') || 'none'}.`
  throw wrongUsage(`${name}: The task has no such input.${hint}`)
}

async function givenTo(name: string, schema: Schema, texts: string[], upload: Upload): Promise<unknown> {
  if (typesOf(schema).has('array')) return await listOf(name, schema, texts, upload)
  const [text = '', ...more] = texts
  if (more.length > 0) throw wrongUsage(`${name}: It takes one value, not ${texts.length}.`)
  return await oneOf(name, schema, text, upload)
}

async function listOf(name: string, schema: Schema, texts: string[], upload: Upload): Promise<unknown[]> {
  const [only = ''] = texts
  if (texts.length === 1 && only.trimStart().startsWith('[')) return parse(name, only, 'a list') as unknown[]
  const list = variantsOf(schema).find(({ type }) => type === 'array') ?? {}
  const entry = isObject(list.items) ? list.items : {}
  const values: unknown[] = []
  for (const text of texts) values.push(await oneOf(name, entry, text, upload))
  return values
}

async function oneOf(name: string, schema: Schema, text: string, upload: Upload): Promise<unknown> {
  const types = typesOf(schema)
  if (variantsOf(schema).some(({ format }) => format === 'file')) {
    if (text.startsWith('@')) return await upload(text.slice(1))
    throw wrongUsage(`${name}: It is a file: ${name}=@PATH.`)
  }
  if (types.has('string')) return text
  if (types.has('null') && text === 'null') return null
  if (types.has('number') || types.has('integer')) return numberOf(name, text)
  if (types.has('boolean')) return booleanOf(name, text)
  return types.has('object') ? parse(name, text, 'an object') : jsonOrText(text)
}

function numberOf(name: string, text: string): number {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text)
  throw wrongUsage(`${name}: ${JSON.stringify(text)} is not a number.`)
}

function booleanOf(name: string, text: string): boolean {
  if (/^(true|yes|on)$/i.test(text)) return true
  if (/^(false|no|off)$/i.test(text)) return false
  throw wrongUsage(`${name}: ${JSON.stringify(text)} is neither true nor false.`)
}

function parse(name: string, text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw wrongUsage(`${name}: It is ${what} in JSON, which this is not.`)
  }
}

/** The schema says nothing about its type: an enumeration, or anything at all. */
function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function typesOf(schema: Schema): Set<unknown> {
  return new Set(
    variantsOf(schema).flatMap(
      ({ type, enum: values, const: value }) => type ?? typesAmong(values ?? [value]),
    ),
  )
}

function typesAmong(values: unknown): string[] {
  if (!Array.isArray(values)) return []
  return values
    .filter((value) => value !== undefined)
    .map((value) => (value === null ? 'null' : typeof value))
}

/** An optional or a nullable input is said by alternatives. */
function variantsOf(schema: Schema): Schema[] {
  const alternatives = schema.anyOf ?? schema.oneOf
  return Array.isArray(alternatives) ? alternatives.flatMap(variantsOf) : [schema]
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
