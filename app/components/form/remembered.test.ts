import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fieldsOf } from './fields.ts'
import { forgetInput, recallInput, rememberInput } from './remembered.ts'

const fieldsFor = (input: z.ZodObject) =>
  fieldsOf(z.toJSONSchema(input, { io: 'input' }) as Parameters<typeof fieldsOf>[0])
const fields = fieldsFor(
  z.object({
    month: z.string(),
    level: z.enum(['low', 'high']),
    password: z.string().meta({ writeOnly: true }),
    table: z.string().meta({ format: 'file' }),
  }),
)
const input = { month: '2026-10', level: 'high', password: 'hunter22', table: 'file_1' }

describe('what a task was last started with', () => {
  it('is there the next time, but for secrets and files', () => {
    const store = emptyStore()
    rememberInput('report', fields, input, store)
    expect(recallInput('report', fields, store)).toEqual({ month: '2026-10', level: 'high' })
    expect(recallInput('other', fields, store)).toEqual({})
    expect([...store.texts.values()].join()).not.toMatch(/hunter22|file_1/)
  })

  it('is left out where the task has changed and takes it no more', () => {
    const store = emptyStore()
    rememberInput('report', fields, input, store)
    const later = fieldsFor(z.object({ month: z.int(), level: z.enum(['high', 'higher']) }))
    expect(recallInput('report', later, store)).toEqual({ level: 'high' })
  })

  it('can be forgotten', () => {
    const store = emptyStore()
    rememberInput('report', fields, input, store)
    forgetInput('report', store)
    expect(recallInput('report', fields, store)).toEqual({})
  })

  it.each(['null', '{', '[]', '7'])('is nothing where the browser has kept %s', (text) => {
    const store = emptyStore()
    store.getItem = () => text
    expect(recallInput('report', fields, store)).toEqual({})
  })
})

function emptyStore() {
  const texts = new Map<string, string>()
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  }
}
