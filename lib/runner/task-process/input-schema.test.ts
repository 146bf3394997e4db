import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { inputSchemaOf, needsInput } from './input-schema.ts'
import { ProblemError } from './problem.ts'

/** The message and the cure of the problem with an input. */
function problemOf(input: unknown): [string, string | null] {
  try {
    inputSchemaOf(input as z.ZodType)
  } catch (error) {
    if (error instanceof ProblemError) return [error.message, error.cure]
    throw error
  }
  return ['no problem', null]
}
const closed = { additionalProperties: false }

describe('the schema of an input', () => {
  test('says what a form must know: titles, defaults, limits, choices', () => {
    const input = z.object({
      waitTime: z.number().min(0).max(3600).default(10).describe('Seconds to wait'),
      kind: z.enum(['a', 'b']),
      name: z.string().optional(),
    })
    expect(inputSchemaOf(input)).toMatchObject({
      type: 'object',
      properties: {
        waitTime: { type: 'number', minimum: 0, maximum: 3600, default: 10, description: 'Seconds to wait' },
        kind: { type: 'string', enum: ['a', 'b'] },
        name: { type: 'string' },
      },
      required: ['kind'],
      ...closed,
    })
  })

  test('names what is secret, in the words of JSON Schema', () => {
    const input = z.object({ password: z.string().meta({ secret: true, title: 'Password' }) })
    expect(inputSchemaOf(input).properties).toEqual({
      password: { type: 'string', title: 'Password', writeOnly: true },
    })
    const part = z.object({ login: z.object({ password: z.string().meta({ secret: true }) }) })
    expect(problemOf(part)[0]).toBe('Only a whole input can be secret, not a part of one.')
    const pin = z.object({ pin: z.int().meta({ secret: true }) })
    expect(problemOf(pin)[0]).toBe('Only a text can be secret.')
  })

  test('has a pattern only where the pattern says all: flags are for the task itself to check', () => {
    const input = z.object({
      plain: z.string().regex(/^[a-z]+$/),
      flagged: z.string().regex(/^[a-z]+$/i),
      both: z.string().regex(/^a/).regex(/z$/i),
    })
    expect(inputSchemaOf(input).properties).toEqual({
      plain: { type: 'string', pattern: '^[a-z]+$' },
      flagged: { type: 'string' },
      both: { type: 'string' },
    })
  })

  test('is closed on every level', () => {
    const leaf = z.object({ x: z.string() })
    const input = z.object({
      one: leaf,
      list: z.array(leaf),
      either: z.union([leaf, z.string()]),
      some: leaf.optional(),
    })
    expect(inputSchemaOf(input)).toMatchObject({
      properties: {
        one: closed,
        list: { items: closed },
        either: { anyOf: [closed, { type: 'string' }] },
        some: closed,
      },
      ...closed,
    })
  })

  test('is closed on every level of itself', () => {
    const tree = z.object({
      name: z.string(),
      get children() {
        return z.array(tree).default([])
      },
    })
    const { $defs } = inputSchemaOf(z.object({ tree })) as { $defs: object }
    expect(Object.values($defs)).toMatchObject([closed])
  })

  test('is closed too behind inputs that are named like words of JSON Schema', () => {
    const leaf = z.object({ x: z.string() })
    const names = ['default', 'const', 'enum', 'examples', 'required', 'properties', 'type', 'items', '$defs']
    const input = z.object(Object.fromEntries(names.map((name) => [name, leaf])))
    const { properties } = inputSchemaOf(input) as { properties: object }
    expect(properties).toMatchObject(Object.fromEntries(names.map((name) => [name, closed])))
  })

  test('leaves data alone that looks like a schema', () => {
    const value = { type: 'object', properties: { x: 1 } }
    const input = z.object({ spec: z.json().default(value) })
    expect(inputSchemaOf(input)).toMatchObject({ properties: { spec: { default: value } } })
    expect(JSON.stringify(inputSchemaOf(input))).toContain('"default":{"type":"object","properties":{"x":1}}')
  })

  test('stays open where the author opened it', () => {
    const input = z.looseObject({ any: z.record(z.string(), z.number()) })
    expect(inputSchemaOf(input)).toMatchObject({
      properties: { any: { additionalProperties: { type: 'number' } } },
      additionalProperties: {},
    })
  })
})

describe('an input that has none', () => {
  test.each([[z.string()], [z.array(z.string())], [{}], [null], ['text']])(
    'case %#: it is no object',
    (input) => {
      expect(problemOf(input)).toEqual(['Its `input` must be z.object({ … }).', null])
    },
  )

  test.each([[z.date()], [z.coerce.date()], [z.array(z.date())]])('case %#: dates are no JSON', (date) => {
    const [message, cure] = problemOf(z.object({ date }))
    expect(message).toMatch(/^Its input cannot be written as JSON Schema: .*Date/)
    expect(cure).toMatch(/^Use z\.iso\.date\(\) or z\.iso\.datetime\(\)/)
  })

  test('nor are large whole numbers, for which there is no cure', () => {
    const [message, cure] = problemOf(z.object({ updated: z.bigint() }))
    expect(message).toMatch(/BigInt/)
    expect(cure).toBeNull()
  })
})

test('an input is needed when something has no default', () => {
  expect(needsInput(inputSchemaOf(z.object({ a: z.string() })))).toBe(true)
  expect(needsInput(inputSchemaOf(z.object({ a: z.string().default('x'), b: z.string().optional() })))).toBe(
    false,
  )
  expect(needsInput(inputSchemaOf(z.object({})))).toBe(false)
})
