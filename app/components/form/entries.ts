import type { Field } from './fields.ts'
import type { LimitError } from './limits.ts'

/** What stands in a field: text, a tick, or ticked options (by their JSON). */
export type Entry = string | boolean | string[]
export type Entries = Record<string, Entry>

/** What stands in the field of a file while it is being sent; afterwards it is the file's id. */
export const uploading = 'uploading'

/** Why a field cannot be sent. */
export type EntryError =
  | LimitError
  | { key: 'form.number' | 'form.fileSending' | 'form.jsonObject' }
  | { key: 'form.json'; message: string }

export type Reading = { input: Record<string, unknown>; errors: Record<string, EntryError> }

/** What fields show at first: `values` where there are any, else the defaults. */
export function entriesOf(fields: readonly Field[], values: Record<string, unknown> = {}): Entries {
  return Object.fromEntries(
    fields.map((field) => [field.name, entryOf(field, values[field.name] ?? field.default)]),
  )
}

/** The input that the entries stand for. A field that is left empty is left out. */
export function readEntries(fields: readonly Field[], entries: Entries): Reading {
  const reading: Reading = { input: {}, errors: {} }
  for (const field of fields) {
    const { value, error } = readEntry(field, entries[field.name] ?? '')
    if (error) reading.errors[field.name] = error
    else if (value !== undefined) reading.input[field.name] = value
  }
  return reading
}

function entryOf({ kind }: Field, value: unknown): Entry {
  if (kind === 'boolean') return value === true
  if (kind === 'choices') return Array.isArray(value) ? value.map((each) => JSON.stringify(each)) : []
  if (value === undefined || value === null) return ''
  if (kind === 'choice') return JSON.stringify(value)
  if (kind === 'json') return JSON.stringify(value, null, 2)
  if (kind === 'textList') return Array.isArray(value) ? value.join('\n') : ''
  if (kind === 'dateTime') return localTime(String(value))
  return String(value)
}

type Read = { value?: unknown; error?: EntryError }

function readEntry(field: Field, entry: Entry): Read {
  if (typeof entry === 'boolean')
    return entry || field.required || field.default !== undefined ? { value: entry } : {}
  if (Array.isArray(entry)) return { value: entry.map((option) => JSON.parse(option)) }
  if (entry.trim() === '') return readEmpty(field)
  switch (field.kind) {
    case 'number':
    case 'integer':
      return readNumber(entry)
    case 'choice':
      return { value: JSON.parse(entry) }
    case 'json':
      return readJson(entry)
    case 'textList':
      return { value: entry.split('\n').filter((line) => line.trim() !== '') }
    case 'file':
      return entry === uploading ? { error: { key: 'form.fileSending' } } : { value: entry }
    case 'dateTime':
      return { value: new Date(entry).toISOString() }
    default:
      return { value: entry }
  }
}

/** Left empty: a text that has a default was emptied on purpose. */
function readEmpty({ kind, required, default: fallback }: Field): Read {
  if (kind === 'textList' && fallback !== undefined) return { value: [] }
  if ((kind === 'text' || kind === 'longText') && fallback !== undefined) return { value: '' }
  return required ? { error: { key: 'form.required' } } : {}
}

function readNumber(entry: string): Read {
  const value = Number(entry)
  return Number.isFinite(value) ? { value } : { error: { key: 'form.number' } }
}

function readJson(entry: string): Read {
  try {
    return { value: JSON.parse(entry) }
  } catch (error) {
    return { error: { key: 'form.json', message: (error as Error).message } }
  }
}

/** As `<input type="datetime-local">` wants it: the reader's own time, without a zone. */
function localTime(iso: string) {
  const time = new Date(iso)
  if (Number.isNaN(time.getTime())) return ''
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString()
  return local.slice(0, time.getUTCSeconds() === 0 ? 16 : 19)
}
