import { z } from 'zod'
import { fileNames } from '../../file-inputs.ts'
import { ProblemError } from './problem.ts'

type JsonSchema = { [key: string]: unknown }

/** JSON Schema of a task's input, closed: unknown fields are refused on every level. */
export function inputSchemaOf(input: z.ZodType): JsonSchema {
  if (!(input instanceof z.ZodObject) && (input as { type?: string } | null)?.type !== 'object') {
    throw new ProblemError('Its `input` must be z.object({ … }).')
  }
  const schema = close(convert(input))
  const secrets = mapValues((schema.properties as object | undefined) ?? {}, hideSecret)
  const hidden = { ...schema, properties: secrets }
  refuseNestedFiles(hidden)
  if (JSON.stringify(hidden).includes('"secret":true')) {
    throw new ProblemError('Only a whole input can be secret, not a part of one.', null)
  }
  return hidden
}

/** The place of a file in the input is where its path is put. */
function refuseNestedFiles(schema: JsonSchema) {
  const properties = Object.entries(schema.properties as JsonSchema)
  const whole = fileNames(schema)
  const rest = properties.filter(([name]) => !whole.includes(name))
  if (JSON.stringify(rest).includes('"format":"file"'))
    throw new ProblemError('Only a whole input can be a file, not a part of one.')
  if (properties.some(([name, property]) => whole.includes(name) && 'default' in (property as object)))
    throw new ProblemError('An input that is a file cannot have a default.')
}

/** `.meta({ secret: true })`, in the words of JSON Schema. */
function hideSecret(schema: unknown): JsonSchema {
  const { secret, ...rest } = schema as JsonSchema
  if (secret === true && rest.type !== 'string') throw new ProblemError('Only a text can be secret.')
  return secret === true ? { ...rest, writeOnly: true } : rest
}

function convert(input: z.ZodType): JsonSchema {
  try {
    return z.toJSONSchema(input, { io: 'input', unrepresentable: 'throw', override: omitFlags }) as JsonSchema
  } catch (error) {
    const isDate = /date/i.test((error as Error).message)
    const cure = isDate ? 'Use z.iso.date() or z.iso.datetime(): input is JSON, which has no dates.' : null
    throw new ProblemError(`Its input cannot be written as JSON Schema: ${(error as Error).message}`, cure)
  }
}

/** JSON Schema has no flags, and a pattern without its `i` would refuse what the task takes: the task itself checks it. */
function omitFlags({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: JsonSchema }) {
  const checks = [zodSchema, ...(zodSchema._zod.def.checks ?? [])]
  const patterns = checks.map(({ _zod }) => (_zod.def as { pattern?: RegExp }).pattern)
  if (!patterns.some((pattern) => pattern?.flags)) return
  delete jsonSchema.pattern
  delete jsonSchema.allOf
}

function close(schema: unknown): JsonSchema {
  if (Array.isArray(schema)) return schema.map(close) as unknown as JsonSchema
  if (typeof schema !== 'object' || schema === null) return schema as JsonSchema
  const closed = mapValues(schema, (value, key) => {
    if (isData(key)) return value
    return isNamed(key) ? mapValues(value as object, close) : close(value)
  })
  const isOpenObject =
    closed.type === 'object' && closed.properties && closed.additionalProperties === undefined
  return isOpenObject ? { ...closed, additionalProperties: false } : closed
}

/** Keywords whose values are data, not schemas. */
const isData = (key: string) => ['default', 'const', 'enum', 'examples', 'required'].includes(key)
/** Keywords whose values are schemas by names that the author chose. */
const isNamed = (key: string) => ['properties', 'patternProperties', '$defs'].includes(key)

const mapValues = (object: object, change: (value: unknown, key: string) => unknown): JsonSchema =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]))

/** Whether a run needs something that has no default. */
export const needsInput = (schema: JsonSchema) => ((schema.required as string[] | undefined)?.length ?? 0) > 0
