import { z } from 'zod'
import { AppError, type FieldError } from './errors.ts'
import { canonicalJson, pointerOf } from './json.ts'

/** Of the canonical JSON of an input, in bytes. */
export const largestInput = 64 * 1024

type InputSchema = Record<string, unknown>

/**
 * The input as it is stored: checked against the task's JSON Schema, defaults filled in, as canonical JSON.
 * @throws AppError `invalid_input` with a pointer to each thing that is wrong, `too_large`.
 */
export function checkInput(schema: InputSchema, input: unknown): string {
  const result = parserOf(schema).safeParse(input ?? {})
  if (!result.success) {
    const errors = result.error.issues.flatMap(fieldErrors)
    throw new AppError('invalid_input', `The input does not fit this task: ${summary(errors)}`, { errors })
  }
  const text = canonicalJson(result.data)
  if (new TextEncoder().encode(text).length > largestInput) {
    throw new AppError('too_large', `The input is larger than ${largestInput / 1024} KB.`)
  }
  return text
}

/** By the text of the schema: building one takes a millisecond, using it a hundredth of that. */
const parsers = new Map<string, z.ZodType>()
const rememberedParsers = 500

function parserOf(schema: InputSchema): z.ZodType {
  const text = JSON.stringify(schema)
  const known = parsers.get(text)
  if (known) return known
  if (parsers.size === rememberedParsers) parsers.clear()
  const parser = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
  parsers.set(text, parser)
  return parser
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = ['input', ...issue.path]
  if (issue.code !== 'unrecognized_keys') {
    return [{ pointer: pointerOf(path), detail: issue.message, code: issue.code }]
  }
  return issue.keys.map((key) => ({
    pointer: pointerOf([...path, key]),
    detail: `The task has no input "${key}".`,
    code: 'unknown_field',
  }))
}

const summary = (errors: FieldError[]) =>
  errors.map(({ pointer, detail }) => `${pointer.slice('/input/'.length) || 'input'}: ${detail}`).join('; ')
