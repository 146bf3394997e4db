import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { entriesOf, readEntries } from './entries.ts'
import { defaultsOf, fieldsOf } from './fields.ts'

const input = z.object({
  waitTime: z.number().min(0).max(3600).default(10).describe('Seconds to wait'),
  count: z.int(),
  month: z.iso.date().optional(),
  at: z.iso.datetime().optional(),
  level: z.enum(['low', 'high']).default('low'),
  dry: z.boolean().default(false),
  names: z.array(z.string()).optional(),
  colours: z.array(z.enum(['red', 'blue'])).default(['red']),
  note: z.string().max(2000).nullable().optional(),
  extra: z.object({ a: z.number() }).optional(),
})
const schema = z.toJSONSchema(input, { io: 'input' }) as Parameters<typeof fieldsOf>[0]
const fields = fieldsOf(schema)

describe('the form of an input', () => {
  it('has a field of the right kind for each property', () => {
    expect(Object.fromEntries(fields.map(({ name, kind }) => [name, kind]))).toEqual({
      waitTime: 'number',
      count: 'integer',
      month: 'date',
      at: 'dateTime',
      level: 'choice',
      dry: 'boolean',
      names: 'textList',
      colours: 'choices',
      note: 'longText',
      extra: 'json',
    })
  })

  it('takes labels, help, limits and what is required from the schema', () => {
    expect(fields[0]).toMatchObject({
      label: 'Wait time',
      help: 'Seconds to wait',
      min: 0,
      max: 3600,
      required: false,
    })
    expect(fields[1]).toMatchObject({ required: true, min: undefined })
  })

  it('starts from the defaults', () => {
    expect(defaultsOf(schema)).toEqual({ waitTime: 10, level: 'low', dry: false, colours: ['red'] })
    expect(entriesOf(fields)).toMatchObject({
      waitTime: '10',
      level: '"low"',
      dry: false,
      colours: ['"red"'],
      count: '',
    })
  })

  it('starts from an earlier input where there is one, and gives it back unchanged', () => {
    const earlier = {
      waitTime: 3,
      count: 7,
      month: '2026-03-04',
      at: '2026-03-04T12:00:00.000Z',
      level: 'high',
      dry: true,
      names: ['a', 'b'],
      colours: ['blue'],
      note: 'x',
      extra: { a: 1 },
    }
    expect(readEntries(fields, entriesOf(fields, earlier))).toEqual({ input: earlier, errors: {} })
  })

  it('leaves out what was left empty, and says what cannot be', () => {
    const entries = { ...entriesOf(fields), extra: '{', count: '' }
    const { input, errors } = readEntries(fields, entries)
    expect(input).toEqual({ waitTime: 10, level: 'low', dry: false, colours: ['red'] })
    expect(errors).toMatchObject({ count: { key: 'form.required' }, extra: { key: 'form.json' } })
  })
})
