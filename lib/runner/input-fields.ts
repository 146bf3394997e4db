/** The inputs that a script declares in its front matter, and the JSON Schema that they stand for. */
import { z } from 'zod'
import { clashOf } from '../arguments.ts'

const Field = z
  .strictObject({
    type: z.enum([
      'string',
      'text',
      'integer',
      'number',
      'boolean',
      'date',
      'datetime',
      'choice',
      'list',
      'file',
    ]),
    title: z.string().min(1).max(200).optional(),
    description: z.string().max(2000).optional(),
    default: z.json().optional(),
    /** Least and greatest value of a number; fewest and most letters of a text, entries of a list. */
    min: z.number().optional(),
    max: z.number().optional(),
    options: z
      .array(z.string('Options are texts: put each in quotes'))
      .min(1)
      .refine((options) => new Set(options).size === options.length, 'Two options are equal')
      .optional(),
    optional: z.boolean().optional(),
    required: z.boolean().optional(),
    /** Shown to nobody once it was sent. */
    secret: z.boolean().optional(),
  })
  .superRefine(refuseContradictions)
type Field = z.infer<typeof Field>

export const fieldKeys = Object.keys(Field.shape)
export const fieldTypes = Field.shape.type.options

/** Each input by its name; `name: type` is short for `name: {type: type}`. */
export const InputFields = z
  .record(
    z
      .string()
      .regex(/^[A-Za-z][\w-]{0,63}$/, 'A name begins with a letter and has letters, digits, - and _ only'),
    z.preprocess((field) => (typeof field === 'string' ? { type: field } : field), Field),
  )
  .superRefine((fields, context) => {
    const clash = clashOf(Object.keys(fields))
    if (clash) context.addIssue({ code: 'custom', message: clash })
  })
export type InputFields = z.infer<typeof InputFields>

/** JSON Schema (draft 2020-12) of an input with these fields, in their order, and no others. */
export function inputSchemaOf(fields: InputFields): Record<string, unknown> {
  const required = Object.entries(fields).filter(([, field]) => isRequired(field))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)])),
    ...(required.length > 0 && { required: required.map(([name]) => name) }),
    additionalProperties: false,
  }
}

function isRequired(field: Field): boolean {
  return field.default === undefined && field.optional !== true && field.required !== false
}

function schemaOf(field: Field) {
  const { title, description, default: value } = field
  const writeOnly = field.secret || undefined
  return withoutAbsent({ ...typeSchemaOf(field), title, description, default: value, writeOnly })
}

function typeSchemaOf({ type, min, max, options }: Field): Record<string, unknown> {
  const lengths = { minLength: min, maxLength: max }
  const schemas = {
    string: { type: 'string', ...lengths },
    text: { type: 'string', contentMediaType: 'text/plain', ...lengths },
    integer: { type: 'integer', minimum: min, maximum: max },
    number: { type: 'number', minimum: min, maximum: max },
    boolean: { type: 'boolean' },
    date: { type: 'string', format: 'date' },
    datetime: { type: 'string', format: 'date-time' },
    choice: { type: 'string', enum: options },
    file: { type: 'string', format: 'file' },
    list: {
      type: 'array',
      items: entryOf(options),
      uniqueItems: options && true,
      minItems: min,
      maxItems: max,
    },
  } satisfies Record<Field['type'], object>
  return withoutAbsent(schemas[type])
}

function entryOf(options: string[] | undefined) {
  return options ? { type: 'string', enum: options } : { type: 'string' }
}

function withoutAbsent(schema: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined))
}

/** What no single key shows: the key to blame, whether the rule is broken, and what to say. The first one counts. */
const contradictions: [keyof Field, (field: Field) => boolean, string][] = [
  [
    'min',
    (field) => field.min !== undefined && !hasBounds(field),
    'Only numbers, texts and lists have a min',
  ],
  [
    'max',
    (field) => field.max !== undefined && !hasBounds(field),
    'Only numbers, texts and lists have a max',
  ],
  ['min', (field) => hasLength(field) && !isCount(field.min), 'A length is a whole number from 0'],
  ['max', (field) => hasLength(field) && !isCount(field.max), 'A length is a whole number from 0'],
  ['max', ({ min, max }) => min !== undefined && max !== undefined && min > max, 'The max is below the min'],
  ['type', ({ type, options }) => type === 'choice' && !options, 'A choice needs `options`'],
  ['options', ({ type, options }) => !!options && !hasOptions(type), 'Only a choice and a list have options'],
  ['required', (field) => !!field.optional && !!field.required, 'An input is either optional or required'],
  [
    'secret',
    ({ secret, type }) => !!secret && type !== 'string' && type !== 'text',
    'Only a text can be secret',
  ],
  [
    'default',
    ({ secret, default: value }) => !!secret && value !== undefined,
    'What everybody can read in the file is no secret',
  ],
  ['default', ({ type, default: value }) => type === 'file' && value !== undefined, 'A file has no default'],
  ['default', (field) => !isFitting(field), 'The default does not fit the type, the limits or the options'],
]

function refuseContradictions(field: Field, context: z.RefinementCtx) {
  const [key, , message] = contradictions.find(([, isBroken]) => isBroken(field)) ?? []
  if (key && message) context.addIssue({ code: 'custom', path: [key], message })
}

const hasLength = ({ type }: Field) => type === 'string' || type === 'text' || type === 'list'
const hasBounds = (field: Field) => hasLength(field) || field.type === 'integer' || field.type === 'number'
const hasOptions = (type: Field['type']) => type === 'choice' || type === 'list'
const isCount = (bound = 0) => Number.isInteger(bound) && bound >= 0

function isFitting(field: Field): boolean {
  return field.default === undefined || z.fromJSONSchema(typeSchemaOf(field)).safeParse(field.default).success
}
