import type { Task } from '../../../lib/resources.ts'

export type Schema = Record<string, unknown>
export type Kind =
  | 'text'
  | 'longText'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'date'
  | 'dateTime'
  | 'textList'
  | 'file'
  | 'json'

/** One field of a form: what the JSON Schema of an input says about one of its properties. */
export type Field = {
  name: string
  kind: Kind
  label: string
  help: string | null
  examples: unknown[]
  required: boolean
  /** What is typed is hidden. */
  secret: boolean
  default: unknown
  options: unknown[]
  min: number | undefined
  max: number | undefined
  /** What its value must keep to. */
  schema: Schema
}

/** The fields of a task's input, in their order. */
export function fieldsOf(inputSchema: Task['inputSchema']): Field[] {
  const required = Array.isArray(inputSchema.required) ? inputSchema.required : []
  return Object.entries(propertiesOf(inputSchema)).map(([name, schema]) =>
    fieldOf(name, schema, required.includes(name)),
  )
}

/** The defaults of a schema: what a run gets that is started without any input. */
export function defaultsOf(inputSchema: Task['inputSchema']): Record<string, unknown> {
  const properties = Object.entries(propertiesOf(inputSchema))
  return Object.fromEntries(properties.filter(hasDefault).map(([name, schema]) => [name, schema.default]))
}

const hasDefault = ([, schema]: [string, Schema]) => schema.default !== undefined

function propertiesOf(schema: Schema): Record<string, Schema> {
  return isObject(schema.properties) ? (schema.properties as Record<string, Schema>) : {}
}

function fieldOf(name: string, declared: Schema, isRequired: boolean): Field {
  const schema = { ...withoutNull(declared), ...pickWords(declared) }
  return {
    name,
    kind: kindOf(schema),
    label: typeof schema.title === 'string' ? schema.title : readable(name),
    help: typeof schema.description === 'string' ? schema.description : null,
    examples: Array.isArray(schema.examples) ? schema.examples : [],
    required: isRequired && declared.default === undefined,
    secret: schema.writeOnly === true,
    default: declared.default,
    options: optionsOf(schema),
    min: bound(schema.minimum),
    max: bound(schema.maximum),
    schema,
  }
}

function kindOf(schema: Schema): Kind {
  if (schema.enum || schema.const !== undefined) return 'choice'
  if (schema.type === 'number' || schema.type === 'integer' || schema.type === 'boolean') return schema.type
  if (schema.type === 'string') return textKindOf(schema)
  if (schema.type === 'array' && isObject(schema.items) && schema.items.type === 'string') {
    return schema.items.enum ? 'choices' : 'textList'
  }
  return 'json'
}

function textKindOf({ format, contentMediaType, maxLength, default: value }: Schema): Kind {
  if (format === 'date') return 'date'
  if (format === 'date-time') return 'dateTime'
  if (format === 'file') return 'file'
  const isLong = Number(maxLength) > 200 || String(value ?? '').includes('\n')
  return isLong || contentMediaType === 'text/plain' ? 'longText' : 'text'
}

function optionsOf(schema: Schema): unknown[] {
  const { enum: options, const: only } = schema.type === 'array' ? (schema.items as Schema) : schema
  if (Array.isArray(options)) return options
  return only === undefined ? [] : [only]
}

/** `anyOf` of a schema and null means that the value may be absent; of constants, that it is one of them. */
function withoutNull(schema: Schema): Schema {
  if (!Array.isArray(schema.anyOf)) return schema
  const others = schema.anyOf.filter((each) => isObject(each) && each.type !== 'null') as Schema[]
  if (others.length === 1 && others[0]) return others[0]
  const constants = others.map((each) => each.const)
  return constants.every((value) => value !== undefined) ? { enum: constants } : schema
}

function pickWords({ title, description, examples }: Schema): Schema {
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(examples !== undefined && { examples }),
  }
}

/** A bound that every whole number fits into is none. */
function bound(value: unknown) {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < Number.MAX_SAFE_INTEGER
    ? value
    : undefined
}

/** `waitTime` and `wait_time` read "Wait time". */
function readable(name: string) {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
