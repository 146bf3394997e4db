/** How a command receives its input: as arguments, each of them whole, and as variables. Never through a shell. */
import { AppError } from './errors.ts'
import { pointerOf } from './json.ts'
import { nearest } from './nearest.ts'

type Input = Record<string, unknown>

/**
 * The arguments of `template` with its places filled from `input`. `{name}` stays inside its one argument,
 * `{flag?text}` is its text when `flag` is true, `{{` and `}}` are braces. An argument with an absent value is
 * left out, a nested list is left out whole. Throws `invalid_input` for a value with a NUL character.
 */
export function renderArguments(template: (string | string[])[], input: Input): string[] {
  return template.flatMap((entry) => {
    const group = [entry].flat().map((argument) => renderArgument(argument, input))
    return group.every((argument) => argument !== null) ? group : []
  })
}

/** What is wrong with `template`, as a sentence, or null; `inputNames` are the inputs that its places may name. */
export function checkArguments(template: (string | string[])[], inputNames: string[]): string | null {
  for (const argument of template.flat()) {
    const pieces = piecesOf(argument)
    if (pieces === null) return `The argument ${quote(argument)} has a single brace. ${literalBraces}`
    const unknown = pieces.find((piece) => typeof piece === 'object' && !inputNames.includes(piece.name))
    if (typeof unknown === 'object') return unknownPlace(argument, unknown.name, inputNames)
  }
  return null
}

/** `waitTime: 5` as `INPUT_WAIT_TIME=5`: booleans true or false, lists and objects JSON, absent values left out. */
export function environmentOf(input: Input): Record<string, string> {
  const variables = Object.keys(input).flatMap((name) => {
    const text = textOf(input, name)
    return text === null ? [] : [[variableOf(name), text]]
  })
  return Object.fromEntries(variables)
}

/** The variable that carries the input `name`: `INPUT_WAIT_TIME` for `waitTime`, `wait-time` and `wait_time`. */
export function variableOf(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1_$2').replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
  return `INPUT_${words.replace(/[^A-Za-z\d]+/g, '_').toUpperCase()}`
}

/** A sentence about two inputs that would share one variable, or null. */
export function clashOf(inputNames: string[]): string | null {
  const clash = inputNames.find((name, index) => indexOfVariable(inputNames, name) !== index)
  if (clash === undefined) return null
  const first = inputNames[indexOfVariable(inputNames, clash)]
  return `The inputs ${first} and ${clash} would share the variable ${variableOf(clash)}. Rename one of them.`
}

const indexOfVariable = (names: string[], name: string) =>
  names.findIndex((other) => variableOf(other) === variableOf(name))

type Piece = string | { name: string; text?: string }

/** The argument with its places filled, or null when one of their values is absent. */
function renderArgument(argument: string, input: Input): string | null {
  const pieces = piecesOf(argument)
  if (pieces === null) throw new AppError('task_broken', checkArguments([argument], []) ?? literalBraces)
  const texts = pieces.map((piece) => (typeof piece === 'string' ? piece : placeText(piece, input)))
  return texts.every((text) => text !== null) ? texts.join('') : null
}

function placeText({ name, text }: { name: string; text?: string }, input: Input): string | null {
  if (text === undefined) return textOf(input, name)
  return Object.hasOwn(input, name) && input[name] === true ? text : null
}

/** Literal text and places in turn, or null for a brace that is neither. */
function piecesOf(argument: string): Piece[] | null {
  const pieces: Piece[] = []
  for (const [token, name, text] of argument.matchAll(/\{\{|\}\}|\{([^{}?]+)(?:\?([^{}]*))?\}|[^{}]+|./gs)) {
    if (token === '{' || token === '}') return null
    pieces.push(name === undefined ? literal(token) : { name, text })
  }
  return pieces
}

function literal(token: string): string {
  return token === '{{' || token === '}}' ? token.charAt(0) : token
}

function textOf(input: Input, name: string): string | null {
  const value = Object.hasOwn(input, name) ? input[name] : null
  if (value === undefined || value === null) return null
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  if (text.includes('\0')) throw nulIn(name)
  return text
}

function nulIn(name: string): AppError {
  const detail = 'A NUL character cannot be passed to a command.'
  const errors = [{ pointer: pointerOf([name]), detail, code: 'nul' }]
  return new AppError('invalid_input', `The value of ${quote(name)} is not possible: ${detail}`, { errors })
}

function unknownPlace(argument: string, name: string, inputNames: string[]): string {
  const meant = nearest(name, inputNames)
  const hint = meant ? `Did you mean {${meant}}?` : `Add ${quote(name)} to its input. ${literalBraces}`
  return `The argument ${quote(argument)} names {${name}}, which is not an input of the task. ${hint}`
}

const literalBraces = 'For a literal brace write {{ or }}.'
const quote = (text: string) => JSON.stringify(text)
