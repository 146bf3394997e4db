import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Content, contentOf, readContent, turned } from './content.ts'
import { fieldsOf } from './fields.ts'

const input = z.object({
  month: z.string().default('2026-10'),
  count: z.int().optional(),
  extra: z.object({ a: z.number() }).optional(),
  password: z.string().meta({ writeOnly: true }),
})
const fields = fieldsOf(z.toJSONSchema(input, { io: 'input' }) as Parameters<typeof fieldsOf>[0])
const inJson = (json: string): Content => ({ ...contentOf(fields), view: 'json', json })
const turnedContent = (content: Content) => {
  const next = turned(fields, content)
  if (!('content' in next)) throw new Error('It stayed')
  return next.content
}

describe('a form and its JSON', () => {
  it('say the same, whichever is looked at', () => {
    const filled = { ...contentOf(fields), entries: { month: '2026-11', count: '3', password: 'hunter22' } }
    const json = turnedContent(filled)
    expect(JSON.parse(json.json)).toEqual({ month: '2026-11', count: 3 })
    expect(readContent(fields, json)).toEqual(readContent(fields, filled))
    expect(readContent(fields, turnedContent(json))).toEqual(readContent(fields, filled))
  })

  it('stay as they are where turning would lose something', () => {
    expect(turned(fields, { ...contentOf(fields), entries: { extra: '{' } })).toHaveProperty('errors.extra')
    expect(turned(fields, inJson('{"month"'))).toMatchObject({ errors: { '': { key: 'form.json' } } })
    expect(turned(fields, inJson('[1]'))).toMatchObject({ errors: { '': { key: 'form.jsonObject' } } })
    expect(turned(fields, inJson('{"month":7}'))).toEqual({ unshown: 'month' })
    expect(turned(fields, inJson('{"other":1}'))).toEqual({ unshown: 'other' })
  })

  it('begin as JSON where the fields cannot show the values', () => {
    expect(contentOf(fields, { month: '2026-10' }).view).toBe('form')
    expect(contentOf(fields, { month: 'a\nb', password: '••••••' })).toMatchObject({
      view: 'json',
      json: JSON.stringify({ month: 'a\nb' }, null, 2),
      entries: { password: '••••••' },
    })
  })
})
