import type { Field } from './fields.ts'

export type Values = Record<string, unknown>

/** The values that fields can show just as they are. */
export function fittingValues(fields: readonly Field[], values: Values): Values {
  const shown = fields.filter((field) => Object.hasOwn(values, field.name) && fits(field, values[field.name]))
  return Object.fromEntries(shown.map(({ name }) => [name, values[name]]))
}

/** Names of the values that no field can show: there is none, or it would change them. */
export function unshownNames(fields: readonly Field[], values: Values): string[] {
  const fitting = fittingValues(fields, values)
  return Object.keys(values).filter((name) => !Object.hasOwn(fitting, name))
}

function fits(field: Field, value: unknown): boolean {
  // An empty field says as much.
  if (value === null) return field.default === undefined && !field.required
  switch (field.kind) {
    case 'number':
    case 'integer':
      return typeof value === 'number'
    case 'boolean':
      return typeof value === 'boolean'
    case 'choice':
      return isOption(field, value)
    case 'choices':
      return Array.isArray(value) && value.every((each) => isOption(field, each))
    case 'textList':
      return Array.isArray(value) && value.every((each) => isLine(each) && each.trim() !== '')
    case 'json':
      return value !== undefined
    default:
      return isFittingText(field, value)
  }
}

const isOption = ({ options }: Field, value: unknown) =>
  options.some((option) => JSON.stringify(option) === JSON.stringify(value))

const isLine = (value: unknown): value is string => typeof value === 'string' && !/[\r\n]/.test(value)

function isFittingText({ kind }: Field, value: unknown): boolean {
  if (kind === 'longText') return typeof value === 'string'
  if (!isLine(value)) return false
  if (kind === 'date') return /^\d{4}-\d\d-\d\d$/.test(value) && isTime(value)
  return kind !== 'dateTime' || isTime(value)
}

const isTime = (text: string) => !Number.isNaN(Date.parse(text))
