/** JSON as strictly as a public door needs it: what two parsers could read in two ways is refused. */
import { AppError } from '../../lib/errors.ts'

const deepest = 100
const refusedKeys = new Set(['__proto__', 'constructor', 'prototype', 'toString'])

/** The value of `text`; throws `malformed`. */
export function parseJson(text: string): unknown {
  const value = parse(text)
  checkTokens(text)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw malformed('The body is not JSON.', error)
  }
}

/** In text that is valid JSON, a string is a key exactly where a colon follows. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]|-?\d[\d.eE+-]*/g

function checkTokens(text: string) {
  const open: Set<string>[] = []
  for (const [found, colon] of text.matchAll(token)) {
    if (found === '{' || found === '[') open.push(new Set())
    else if (found === '}' || found === ']') open.pop()
    else if (!found.startsWith('"')) checkNumber(found)
    else checkString(found.slice(0, found.length - (colon?.length ?? 0)), colon ? open.at(-1) : undefined)
    if (open.length > deepest) throw malformed(`The body is nested deeper than ${deepest} levels.`)
  }
}

function checkNumber(text: string) {
  if (!Number.isFinite(Number(text))) throw malformed(`${text.slice(0, 40)} is too large for a number.`)
}

/** `keys`: those of its object so far, where the string is a key. */
function checkString(text: string, keys: Set<string> | undefined) {
  if (!keys && !text.includes('\\u')) return
  const value: string = JSON.parse(text)
  if (!value.isWellFormed()) throw malformed('A string has half of a surrogate pair.')
  if (!keys) return
  if (refusedKeys.has(value)) throw malformed(`The key ${value} is not allowed.`)
  if (keys.has(value)) throw malformed(`The key ${JSON.stringify(value.slice(0, 100))} is there twice.`)
  keys.add(value)
}

function malformed(message: string, cause?: unknown) {
  return new AppError('malformed', message, { cause })
}
