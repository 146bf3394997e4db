import { describe, expect, test } from 'vitest'
import { AppError } from './errors.ts'
import { checkInput, largestInput } from './input.ts'

const text = { type: 'string' }
const schema = {
  type: 'object',
  properties: {
    month: { ...text, pattern: '^\\d{4}-\\d{2}$', default: '2030-01' },
    count: { type: 'integer', minimum: 1, maximum: 9 },
    'a/b~c': text,
    options: {
      type: 'object',
      properties: { dry: { type: 'boolean', default: false }, name: text },
      required: ['name'],
      additionalProperties: false,
    },
    files: {
      type: 'array',
      items: { type: 'object', properties: { path: text }, required: ['path'], additionalProperties: false },
    },
    labels: { type: 'object', additionalProperties: text },
  },
  additionalProperties: false,
}

/** The pointers and codes of what is wrong. */
function problemsOf(input: unknown): string[][] {
  try {
    checkInput(schema, input)
    return []
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error
    return error.errors.map(({ pointer, code }) => [pointer, code])
  }
}

describe('an input that fits', () => {
  test.each([[undefined], [null], [{}]])('%j is stored with its defaults', (input) => {
    expect(checkInput(schema, input)).toBe('{"month":"2030-01"}')
  })

  test('is stored in one order, with the defaults of every level', () => {
    const input = { options: { name: 'x' }, month: '2029-12', files: [{ path: 'a' }], count: 3 }
    expect(checkInput(schema, input)).toBe(
      '{"count":3,"files":[{"path":"a"}],"month":"2029-12","options":{"dry":false,"name":"x"}}',
    )
  })

  test('may have any names where the task says so', () => {
    expect(checkInput(schema, { labels: { constructor: 'a', toString: 'b' } })).toBe(
      '{"labels":{"constructor":"a","toString":"b"},"month":"2030-01"}',
    )
  })

  test('is the same for the same schema read again', () => {
    expect(checkInput(structuredClone(schema), { count: 1 })).toBe(checkInput(schema, { count: 1 }))
  })
})

describe('an input that does not fit', () => {
  test.each<[unknown, string[][]]>([
    [{ month: 'May' }, [['/input/month', 'invalid_format']]],
    [{ month: null }, [['/input/month', 'invalid_type']]],
    [{ count: '3' }, [['/input/count', 'invalid_type']]],
    [{ count: 1.5 }, [['/input/count', 'invalid_type']]],
    [
      { count: 10, 'a/b~c': 1 },
      [
        ['/input/count', 'too_big'],
        ['/input/a~1b~0c', 'invalid_type'],
      ],
    ],
    [{ options: {} }, [['/input/options/name', 'invalid_type']]],
    [{ files: [{ path: 'a' }, { path: 1 }] }, [['/input/files/1/path', 'invalid_type']]],
    [[], [['/input', 'invalid_type']]],
    ['text', [['/input', 'invalid_type']]],
    [7, [['/input', 'invalid_type']]],
  ])('%j: a pointer to each thing that is wrong', (input, problems) => {
    expect(problemsOf(input)).toEqual(problems)
  })

  test.each<[string, string]>([
    ['{"other":1}', '/input/other'],
    ['{"env":{}}', '/input/env'],
    ['{"options":{"name":"x","other":1}}', '/input/options/other'],
    ['{"files":[{"path":"a","x/y":1}]}', '/input/files/0/x~1y'],
    ['{"__proto__":{"polluted":true}}', '/input/__proto__'],
    ['{"options":{"name":"x","__proto__":{"polluted":true}}}', '/input/options/__proto__'],
    ['{"constructor":{"prototype":{}}}', '/input/constructor'],
    ['{"toString":1}', '/input/toString'],
  ])('%s: the name that the task does not know', (json, pointer) => {
    expect(problemsOf(JSON.parse(json))).toEqual([[pointer, 'unknown_field']])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('is told in a sentence that names each field', () => {
    expect(() => checkInput(schema, { count: 0, other: 1 })).toThrow(
      /^The input does not fit this task: count: .+; other: The task has no input "other"\.$/,
    )
  })
})

test('an input of 64 KB is taken, and one byte more is not', () => {
  const anything = { type: 'object', properties: { x: text }, additionalProperties: false }
  const room = largestInput - '{"x":""}'.length
  expect(checkInput(anything, { x: 'a'.repeat(room) })).toHaveLength(largestInput)
  expect(() => checkInput(anything, { x: 'a'.repeat(room + 1) })).toThrow('The input is larger than 64 KB.')
  expect(() => checkInput(anything, { x: 'ä'.repeat(room / 2 + 1) })).toThrow(
    'The input is larger than 64 KB.',
  )
})
