import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fieldsOf } from './fields.ts'
import { linkWith, valuesOfLink } from './link.ts'

const input = z.object({
  month: z.string(),
  count: z.int().default(1),
  dry: z.boolean().default(false),
  level: z.enum(['low', 'high']).optional(),
  colours: z.array(z.enum(['red', 'blue'])).default(['red']),
  names: z.array(z.string()).optional(),
  day: z.iso.date().optional(),
  at: z.iso.datetime().optional(),
  extra: z.object({ a: z.number() }).optional(),
  password: z.string().meta({ writeOnly: true }),
  table: z.string().meta({ format: 'file' }),
})
const fields = fieldsOf(z.toJSONSchema(input, { io: 'input' }) as Parameters<typeof fieldsOf>[0])
const valuesIn = (query: string) => valuesOfLink(fields, new URLSearchParams(query))

describe('a link with values', () => {
  it('is read by the kind of each field', () => {
    const query =
      'input.month=2026-10&input.count=3&input.dry=true&input.level=high&input.colours=blue&input.colours=red' +
      '&input.names=a+b&input.names=c&input.day=2026-10-01&input.at=2026-10-01T09:00:00Z&input.extra={"a":1}'
    expect(valuesIn(query)).toEqual({
      month: '2026-10',
      count: 3,
      dry: true,
      level: 'high',
      colours: ['blue', 'red'],
      names: ['a b', 'c'],
      day: '2026-10-01',
      at: '2026-10-01T09:00:00Z',
      extra: { a: 1 },
    })
  })

  it.each([
    'input.nothing=1',
    'month=2026-10',
    'input.count=many',
    'input.dry=perhaps',
    'input.level=middle',
    'input.colours=green',
    'input.day=tomorrow',
    'input.extra={',
    'input.password=hunter22',
    'input.table=file_1',
    '',
  ])('has no value in %s', (query) => {
    expect(valuesIn(query)).toBe(null)
  })

  it('is made of an input, without its secrets and files, and gives it back', () => {
    const values = {
      month: 'a&b=ü',
      count: 0,
      dry: false,
      level: 'low',
      colours: [],
      names: ['x', 'y z'],
      extra: { a: 2 },
    }
    const link = linkWith('http://board/tasks/x', fields, {
      ...values,
      password: 'hunter22',
      table: 'file_1',
    })
    expect(link).not.toContain('hunter22')
    expect(link).not.toContain('file_1')
    expect(valuesOfLink(fields, new URL(link).searchParams)).toEqual(values)
  })

  it('is the plain address where there is nothing to say', () => {
    expect(linkWith('http://board/tasks/x', fields, {})).toBe('http://board/tasks/x')
  })
})
