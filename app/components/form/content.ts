import { type Entries, type EntryError, entriesOf, type Reading, readEntries } from './entries.ts'
import type { Field } from './fields.ts'
import { unshownNames, type Values } from './fits.ts'

export type View = 'form' | 'json'

/** What stands in a form: in its fields, or in one text of JSON. */
export type Content = { view: View; entries: Entries; json: string }

/** Under which name stands what is wrong with the JSON as a whole. No input has an empty name. */
export const wholeInput = ''

/** What no field can show as it is must be edited as JSON. */
export function contentOf(fields: readonly Field[], values: Values = {}): Content {
  const plain = omit(values, fields.filter(staysField))
  return {
    view: unshownNames(fields, values).length > 0 ? 'json' : 'form',
    entries: entriesOf(fields, values),
    json: asJson({ ...readEntries(textFields(fields), entriesOf(fields, values)).input, ...plain }),
  }
}

/** The fields that are on the page. */
export const shownFields = (fields: readonly Field[], view: View) =>
  view === 'form' ? fields : fields.filter(staysField)

export function readContent(fields: readonly Field[], { view, entries, json }: Content): Reading {
  const reading = readEntries(shownFields(fields, view), entries)
  if (view === 'form') return reading
  const { values, error } = readJson(json)
  return {
    input: { ...reading.input, ...values },
    errors: error ? { ...reading.errors, [wholeInput]: error } : reading.errors,
  }
}

/** The same in the other view, or why that cannot be: nothing that was typed gets lost. */
export function turned(
  fields: readonly Field[],
  content: Content,
): { content: Content } | { errors: Reading['errors'] } | { unshown: string } {
  if (content.view === 'form') {
    const { input, errors } = readEntries(textFields(fields), content.entries)
    const unread = Object.entries(errors).filter(([, { key }]) => key !== 'form.required')
    if (unread.length > 0) return { errors: Object.fromEntries(unread) }
    return { content: { ...content, view: 'json', json: asJson(input) } }
  }
  const { values, error } = readJson(content.json)
  if (error) return { errors: { [wholeInput]: error } }
  const [unshown] = unshownNames(textFields(fields), values)
  if (unshown !== undefined) return { unshown }
  const entries = { ...content.entries, ...entriesOf(textFields(fields), values) }
  return { content: { ...content, view: 'form', entries } }
}

/** A secret stays hidden, and a file is chosen, also beside JSON. */
const staysField = ({ secret, kind }: Field) => secret || kind === 'file'

const textFields = (fields: readonly Field[]) => fields.filter((field) => !staysField(field))

const asJson = (value: unknown) => JSON.stringify(value, null, 2)

function omit(values: Values, fields: readonly Field[]): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([key]) => !fields.some(({ name }) => name === key)),
  )
}

function readJson(text: string): { values: Values; error?: EntryError } {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? { values: value as Values } : { values: {}, error: { key: 'form.jsonObject' } }
  } catch (error) {
    return { values: {}, error: { key: 'form.json', message: (error as Error).message } }
  }
}
