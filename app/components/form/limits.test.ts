import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { masked } from '../../../lib/secrets.ts'
import { fieldsOf } from './fields.ts'
import { limitErrors } from './limits.ts'

const input = z.object({
  count: z.int().min(1).max(9),
  ratio: z.number().gt(0).lt(1).nullable().optional(),
  month: z.string().regex(/^\d{4}-\d\d$/),
  day: z
    .string()
    .regex(/^\d\d$/)
    .meta({ examples: ['07'] })
    .optional(),
  mail: z.email().optional(),
  code: z.string().min(3).max(4).optional(),
  names: z.array(z.string()).min(1).max(2).optional(),
  key: z.string().min(20).meta({ writeOnly: true }).optional(),
})
const fields = fieldsOf(z.toJSONSchema(input, { io: 'input' }) as Parameters<typeof fieldsOf>[0])
const good = { count: 1, month: '2026-10' }
const errorsOf = (values: object) => limitErrors(fields, { ...good, ...values })

describe('the limits of an input', () => {
  it('take what keeps to them, and what they say nothing about', () => {
    const fitting = { count: 9, ratio: 0.5, day: '07', mail: 'a@b.org', code: 'abcd', names: ['a', 'b'] }
    expect(errorsOf({})).toEqual({})
    expect(errorsOf(fitting)).toEqual({})
    expect(errorsOf({ ratio: null, count: 'many', other: 7 })).toEqual({})
  })

  it('name all that does not keep to them at once', () => {
    const [count, ratio, month] = [0, 1, 'October']
    const errors = limitErrors(fields, { count, ratio, month, day: '7', mail: 'me', code: 'ab', names: [] })
    expect(errors).toEqual({
      count: { key: 'form.min', limit: '1' },
      ratio: { key: 'form.below', limit: '1' },
      month: { key: 'form.pattern', form: '^\\d{4}-\\d\\d$' },
      day: { key: 'form.like', form: '07' },
      mail: { key: 'form.pattern', form: 'email' },
      code: { key: 'form.minLength', n: 3 },
      names: { key: 'form.minItems', n: 1 },
    })
    expect(limitErrors(fields, {})).toEqual({
      count: { key: 'form.required' },
      month: { key: 'form.required' },
    })
  })

  it.each([
    [{ count: 1.5 }, { count: { key: 'form.integer' } }],
    [{ count: 10 }, { count: { key: 'form.max', limit: '9' } }],
    [{ ratio: 0 }, { ratio: { key: 'form.above', limit: '0' } }],
    [{ code: 'abcde' }, { code: { key: 'form.maxLength', n: 4 } }],
    [{ names: ['a', 'b', 'c'] }, { names: { key: 'form.maxItems', n: 2 } }],
  ])('refuse %j', (values, errors) => {
    expect(errorsOf(values)).toEqual(errors)
  })

  it('refuse no length that is right for those who count otherwise', () => {
    expect(errorsOf({ code: '🚀a' })).toEqual({})
    expect(errorsOf({ code: '🚀🚀🚀🚀' })).toEqual({})
  })

  it('leave to the server what the browser cannot tell: a secret that stays, a pattern of another language', () => {
    expect(errorsOf({ key: masked })).toEqual({})
    expect(errorsOf({ key: 'short' })).toEqual({ key: { key: 'form.minLength', n: 20 } })
    const python = fieldsOf({ properties: { name: { type: 'string', pattern: '(?P<first>a)' } } })
    expect(limitErrors(python, { name: 'b' })).toEqual({})
  })
})
