import type { Field } from './fields.ts'
import { fittingValues, type Values } from './fits.ts'

const prefix = 'input.'

/** The values in `?input.month=2026-10`, read as the fields want them; null where the link has none. A secret is never one. */
export function valuesOfLink(fields: readonly Field[], query: URLSearchParams): Values | null {
  const named = fields.filter((field) => isLinkable(field) && query.has(prefix + field.name))
  const read = named.map((field) => [field.name, readTexts(field, query.getAll(prefix + field.name))])
  const values = fittingValues(fields, Object.fromEntries(read))
  return Object.keys(values).length > 0 ? values : null
}

/** `page` with the values of an input behind it. What is empty or as good as absent has no place in it. */
export function linkWith(page: string, fields: readonly Field[], input: Values): string {
  const query = new URLSearchParams()
  for (const field of fields.filter(isLinkable)) {
    for (const text of textsOf(field, input[field.name])) query.append(prefix + field.name, text)
  }
  return query.size > 0 ? `${page}?${query}` : page
}

/** Links are kept and passed on, and a file that was sent is soon gone. */
export const isLinkable = ({ secret, kind }: Field) => !secret && kind !== 'file'

/** Undefined where the texts make no such value. */
function readTexts(field: Field, texts: string[]): unknown {
  const text = texts.at(-1) ?? ''
  switch (field.kind) {
    case 'number':
    case 'integer':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
    case 'boolean':
      return ticks.get(text.toLowerCase())
    case 'choice':
      return optionOf(field, text)
    case 'choices':
      return filled(texts).map((each) => optionOf(field, each))
    case 'textList':
      return filled(texts)
    case 'json':
      return parsed(text)
    default:
      return text
  }
}

const ticks = new Map([
  ...['true', '1', 'yes', 'on', ''].map((text) => [text, true] as const),
  ...['false', '0', 'no', 'off'].map((text) => [text, false] as const),
])

const filled = (texts: string[]) => texts.filter((text) => text.trim() !== '')

const optionOf = ({ options }: Field, text: string) => options.find((option) => String(option) === text)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function textsOf({ kind }: Field, value: unknown): string[] {
  if (value === undefined || value === null) return []
  if (kind === 'json') return [JSON.stringify(value)]
  if (!Array.isArray(value)) return [String(value)]
  return value.length === 0 ? [''] : value.map(String)
}
