import { masked } from '../../../lib/secrets.ts'
import type { Field, Schema } from './fields.ts'

/** What the schema of a field does not allow. */
export type LimitError =
  | { key: 'form.required' | 'form.integer' }
  | { key: 'form.min' | 'form.max' | 'form.above' | 'form.below'; limit: string }
  | { key: 'form.minLength' | 'form.maxLength' | 'form.minItems' | 'form.maxItems'; n: number }
  | { key: 'form.like' | 'form.pattern'; form: string }

/** What is wrong with the values of an input, by the names of the fields. The server knows more. */
export function limitErrors(fields: readonly Field[], input: Record<string, unknown>) {
  const errors: Record<string, LimitError> = {}
  for (const field of fields) {
    const error = limitError(field, input[field.name])
    if (error) errors[field.name] = error
  }
  return errors
}

function limitError(field: Field, value: unknown): LimitError | undefined {
  if (value === undefined) return field.required ? { key: 'form.required' } : undefined
  if (field.secret && value === masked) return undefined
  if (typeof value === 'number') return numberError(field.schema, value)
  if (typeof value === 'string') return textError(field, value)
  return Array.isArray(value) ? listError(field.schema, value.length) : undefined
}

function numberError(schema: Schema, value: number): LimitError | undefined {
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema
  if (type === 'integer' && !Number.isInteger(value)) return { key: 'form.integer' }
  if (isNumber(minimum) && value < minimum) return { key: 'form.min', limit: String(minimum) }
  if (isNumber(maximum) && value > maximum) return { key: 'form.max', limit: String(maximum) }
  if (isNumber(exclusiveMinimum) && value <= exclusiveMinimum)
    return { key: 'form.above', limit: String(exclusiveMinimum) }
  if (isNumber(exclusiveMaximum) && value >= exclusiveMaximum)
    return { key: 'form.below', limit: String(exclusiveMaximum) }
}

/** Some count a character beyond U+FFFF as two: the page refuses only what is too long or too short for both. */
function textError({ schema, examples }: Field, value: string): LimitError | undefined {
  const { minLength, maxLength, pattern, format } = schema
  if (isNumber(minLength) && value.length < minLength) return { key: 'form.minLength', n: minLength }
  if (isNumber(maxLength) && [...value].length > maxLength) return { key: 'form.maxLength', n: maxLength }
  if (typeof pattern !== 'string' || matches(pattern, value)) return
  const [example] = examples
  if (typeof example === 'string') return { key: 'form.like', form: example }
  return { key: 'form.pattern', form: typeof format === 'string' ? format : pattern }
}

function listError({ minItems, maxItems }: Schema, length: number): LimitError | undefined {
  if (isNumber(minItems) && length < minItems) return { key: 'form.minItems', n: minItems }
  if (isNumber(maxItems) && length > maxItems) return { key: 'form.maxItems', n: maxItems }
}

/** A pattern of another language, which the browser cannot read, is left to the server. */
function matches(pattern: string, value: string) {
  try {
    return new RegExp(pattern, 'u').test(value)
  } catch {
    return true
  }
}

const isNumber = (value: unknown): value is number => typeof value === 'number'
