import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { parseFrontMatter } from './front-matter.ts'

/** A script whose front matter begins at line 3. */
const script = (...yaml: string[]) =>
  ['#!/usr/bin/env python3', '# ---', ...yaml.map((line) => `# ${line}`), '# ---', 'print("hello")'].join(
    '\n',
  )

const properties = (...yaml: string[]) =>
  parseFrontMatter(script('input:', ...yaml.map((line) => `  ${line}`))).inputSchema.properties

const messageOf = (source: string) => {
  try {
    parseFrontMatter(source)
  } catch (error) {
    if (error instanceof AppError && error.code === 'task_broken') return error.message
    throw error
  }
  return 'nothing was refused'
}

const nothing = {
  args: [],
  inputSchema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {},
    additionalProperties: false,
  },
}

describe('finding it', () => {
  test.each([
    ['an empty file', ''],
    ['a script without a comment', '#!/bin/sh\necho hi\n'],
    ['a comment that is none', '#!/bin/sh\n# Makes the report.\n# ---\n# title: no\n# ---\n'],
    ['code before it', '#!/bin/sh\nset -e\n# ---\n# title: no\n# ---\n'],
    ['lines of dashes', '-----\n-- title: no\n-----\n'],
    ['longer lines of dashes', '#!/bin/sh\n# -----\n# title: no\n# -----\n'],
    ['a program of many megabytes', `\x7fELF${'\0'.repeat(5_000_000)}`],
  ])('%s has none', (_, source) => {
    expect(parseFrontMatter(source)).toEqual(nothing)
  })

  test.each([
    ['after a shebang', '#!/bin/sh\n# ---\n# title: Report\n# ---\n'],
    [
      'after an encoding line',
      '#!/usr/bin/python\n# -*- coding: utf-8 -*-\n\n# ---\n# title: Report\n# ---\n',
    ],
    ['in the first line', '# ---\n# title: Report\n# ---'],
    ['with Windows line ends', '#!/bin/sh\r\n# ---\r\n# title: Report\r\n# ---\r\n'],
    ['after a byte order mark', '\uFEFF# ---\n# title: Report\n# ---\n'],
    ['in JavaScript', '#!/usr/bin/env node\n// ---\n// title: Report\n// ---\n'],
    ['in SQL or Lua', '-- ---\n-- title: Report\n-- ---\n'],
    ['in Lisp', ';; ---\n;; title: Report\n;; ---\n'],
    ['without spaces', '#---\n#title: Report\n#---\n'],
    ['with empty comment lines', '# ---\n#\n# title: Report\n#\n# ---\n'],
  ])('it is found %s', (_, source) => {
    expect(parseFrontMatter(source)).toEqual({ ...nothing, title: 'Report' })
  })

  test('an empty one says nothing', () => {
    expect(parseFrontMatter('# ---\n# ---\n')).toEqual(nothing)
  })

  test('one that never ends is refused where it begins', () => {
    expect(messageOf('#!/bin/sh\n# ---\n# title: Report\necho hi\n')).toBe(
      'Line 2: The front matter that begins here does not end before line 4. Close it with a line "# ---".',
    )
    expect(messageOf('// ---\n// title: Report')).toContain('Close it with a line "// ---".')
  })

  test('one above 64 KB is refused', () => {
    expect(messageOf(`# ---\n${'# # filler\n'.repeat(10_000)}# ---\n`)).toContain('does not end within 64 KB')
  })
})

describe('what it says', () => {
  test('everything is handed on as it is written', () => {
    const declared = parseFrontMatter(
      script(
        'title: Monthly report',
        'description: Adds up a month.',
        'input:',
        '  month: date',
        '  dryRun: { type: boolean, default: false }',
        'args: ["--verbose", ["--month", "{month}"], "{dryRun?--dry-run}"]',
        'cwd: ..',
        'env: [LANG]',
        'timeout: 1h30m',
        'killGrace: 5s',
        'retry: { attempts: 3, delay: 10s, on: [failed, interrupted] }',
        'concurrency: 2',
        'whenBusy: reject',
        'maxQueued: 5',
        'confirm: This mails 4,000 customers.',
      ),
    )
    expect(declared).toEqual({
      title: 'Monthly report',
      description: 'Adds up a month.',
      inputSchema: {
        ...nothing.inputSchema,
        properties: {
          month: { type: 'string', format: 'date' },
          dryRun: { type: 'boolean', default: false },
        },
        required: ['month'],
      },
      args: ['--verbose', ['--month', '{month}'], '{dryRun?--dry-run}'],
      cwd: '..',
      env: ['LANG'],
      timeout: '1h30m',
      killGrace: '5s',
      retry: { attempts: 3, delay: '10s', on: ['failed', 'interrupted'] },
      concurrency: 2,
      whenBusy: 'reject',
      maxQueued: 5,
      confirm: 'This mails 4,000 customers.',
    })
  })

  test.each([
    ['name: string', { type: 'string' }],
    ['name: { type: string, min: 1, max: 9 }', { type: 'string', minLength: 1, maxLength: 9 }],
    ['name: text', { type: 'string', contentMediaType: 'text/plain' }],
    ['name: { type: integer, min: 0, max: 10 }', { type: 'integer', minimum: 0, maximum: 10 }],
    ['name: { type: number, default: 0.5 }', { type: 'number', default: 0.5 }],
    ['name: { type: boolean, default: true }', { type: 'boolean', default: true }],
    ['name: { type: date, default: 2026-01-31 }', { type: 'string', format: 'date', default: '2026-01-31' }],
    ['name: datetime', { type: 'string', format: 'date-time' }],
    ['name: { type: choice, options: [yes, no] }', { type: 'string', enum: ['yes', 'no'] }],
    ['name: list', { type: 'array', items: { type: 'string' } }],
    [
      'name: { type: list, options: [a, b], min: 1, default: [a] }',
      {
        type: 'array',
        items: { type: 'string', enum: ['a', 'b'] },
        uniqueItems: true,
        minItems: 1,
        default: ['a'],
      },
    ],
    [
      'name: { type: string, title: Name, description: Yours }',
      { type: 'string', title: 'Name', description: 'Yours' },
    ],
  ])('the input %s becomes its JSON Schema', (line, expected) => {
    expect(properties(line)).toEqual({ name: expected })
  })

  test('inputs keep their order, and those without a default are required unless they are optional', () => {
    const { inputSchema } = parseFrontMatter(
      script(
        'input:',
        '  zeta: string',
        '  alpha: { type: string, optional: true }',
        '  mid: { type: integer, default: 1 }',
        '  last: { type: string, required: false }',
        '  first: { type: string, required: true }',
      ),
    )
    expect(Object.keys(inputSchema.properties as object)).toEqual(['zeta', 'alpha', 'mid', 'last', 'first'])
    expect(inputSchema.required).toEqual(['zeta', 'first'])
  })

  test('the schema checks an input and fills its defaults', () => {
    const { inputSchema } = parseFrontMatter(
      script('input:', '  a: integer', '  b: { type: string, default: x }'),
    )
    const schema = z.fromJSONSchema(inputSchema)
    expect(schema.parse({ a: 1 })).toEqual({ a: 1, b: 'x' })
    expect(schema.safeParse({ a: 1, c: 2 }).success).toBe(false)
    expect(schema.safeParse({ a: 1.5 }).success).toBe(false)
    expect(schema.safeParse({}).success).toBe(false)
  })
})

describe('what is refused, with its line', () => {
  test.each([
    [['title: A', 'timout: 5s'], 'Line 4: "timout" is not a setting. Did you mean "timeout"?'],
    [['password: x'], 'Line 3: "password" is not a setting.'],
    [['title: A', 'schedule: x'], 'Line 4: "schedule" is not a setting.'],
    [['just words'], 'Line 3: The front matter is not a list of settings, such as "title: Monthly report".'],
    [['title: A', 'title: B'], 'Line 4: Map keys must be unique.'],
    [['a: &x 1', 'title: *x'], 'Line 4: Write the value out: *x is an alias, and those are not read.'],
    [['input:', '  __proto__: string'], 'Line 4: __proto__ cannot be a name.'],
    [['title: !!js/function "x"'], /^Line 3: Unresolved tag/],
    [['title: A', 'timeout: soon'], /^Line 4: timeout: "soon" is not a duration/],
    [['concurrency: 0'], /^Line 3: concurrency: /],
    [['retry:', '  attempts: 2', '  onn: [failed]'], 'Line 5: "onn" is not a setting of retry.'],
    [['input: none'], /^Line 3: input: /],
    [['input:', '  month: dat'], /^Line 4: input.month.type: Invalid option/],
    [['input:', '  month:', '    typ: date'], /^Line 4: input.month.type: Invalid option/],
    [
      ['input:', '  month:', '    type: date', '    tilte: x'],
      'Line 6: "tilte" is not a setting of input.month. Did you mean "title"?',
    ],
    [['input:', '  2fast: string'], /^Line 4: input.2fast: A name begins with a letter/],
    [
      ['input:', '  key:', '    type: integer', '    secret: true'],
      'Line 6: input.key.secret: Only a text can be secret.',
    ],
    [
      ['input:', '  key: { type: string, secret: true, default: x }'],
      'Line 4: input.key.default: What everybody can read in the file is no secret.',
    ],
    [
      ['input:', '  a: { type: boolean, min: 1 }'],
      'Line 4: input.a.min: Only numbers, texts and lists have a min.',
    ],
    [['input:', '  a: { type: string, max: -1 }'], 'Line 4: input.a.max: A length is a whole number from 0.'],
    [['input:', '  a: { type: integer, min: 3, max: 2 }'], 'Line 4: input.a.max: The max is below the min.'],
    [['input:', '  a: choice'], 'Line 4: input.a.type: A choice needs `options`.'],
    [
      ['input:', '  a: { type: string, options: [x] }'],
      'Line 4: input.a.options: Only a choice and a list have options.',
    ],
    [
      ['input:', '  a: { type: choice, options: [1, 2] }'],
      'Line 4: input.a.options.0: Options are texts: put each in quotes.',
    ],
    [['input:', '  a: { type: choice, options: [x, x] }'], 'Line 4: input.a.options: Two options are equal.'],
    [
      ['input:', '  a: { type: string, optional: true, required: true }'],
      /An input is either optional or required\.$/,
    ],
    [
      ['input:', '  a:', '    type: integer', '    default: x'],
      /^Line 6: input.a.default: The default does not fit/,
    ],
    [['input:', '  a: { type: choice, options: [x], default: y }'], /The default does not fit/],
    [['input:', '  a: { type: number, default: .inf }'], /^Line 4: input.a.default: /],
    [
      ['input:', '  waitTime: string', '  wait_time: string'],
      /^Line 3: input: The inputs waitTime and wait_time would share/,
    ],
    [
      ['args: ["a", {month}]'],
      'Line 3: args.1: An argument is text: put it in quotes, as in "{month}" or "8".',
    ],
    [['args:', '  - "--count"', '  - 8'], /^Line 5: args.1: An argument is text/],
    [['args: ["{mnth}"]', 'input:', '  month: date'], /^Line 3: args.0: .* Did you mean \{month\}\?$/],
    [['args: ["{"]'], /^Line 3: args.0: The argument "\{" has a single brace/],
  ])('%j', (yaml, expected) => {
    const message = messageOf(script(...yaml))
    if (typeof expected === 'string') expect(message).toBe(expected)
    else expect(message).toMatch(expected)
  })

  test('a bomb of aliases', () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]`,
    )
    expect(messageOf(script('a0: &a0 x', ...levels))).toContain('is an alias')
  })
})
