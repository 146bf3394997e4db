/** The command line as `node:util` reads it, with a word for what is not known. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { nearest } from '../lib/nearest.ts'
import { didYouMean, wrongUsage } from './failure.ts'

export type Option = {
  type: 'string' | 'boolean'
  short?: string
  multiple?: true
  /** What its value is called in the help. */
  value?: string
  help: string
}
export type OptionTable = Record<string, Option>

/** What was given: words that are no options, and options by name. */
export class Arguments {
  readonly words: string[]
  #values: Record<string, unknown>

  constructor(words: string[], values: Record<string, unknown>) {
    this.words = words
    this.#values = values
  }

  /** The word at this place; it is there where the command asks for so many. */
  word(index: number): string {
    return this.words[index] ?? ''
  }

  is(name: string): boolean {
    return this.#values[name] === true
  }

  /** The last one given. */
  text(name: string): string | undefined {
    return this.texts(name).at(-1)
  }

  texts(name: string): string[] {
    return [this.#values[name] ?? []].flat().filter((value) => typeof value === 'string')
  }

  /** Throws where it is not a whole number of `least` or more. */
  whole(name: string, least: number): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    if (value >= least) return value
    throw wrongUsage(
      `--${name} must be a whole number${Number.isFinite(least) ? ` of ${least} or more` : ''}.`,
    )
  }
}

/** Throws `Failure` for an option that is not in the table, lacks its value, or takes none. */
export function readArguments(argv: string[], options: OptionTable): Arguments {
  const config: ParseArgsOptionsConfig = options
  // Not strict, since its errors name no option that may have been meant.
  const { values, positionals, tokens } = parseArgs({
    args: argv,
    options: config,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  for (const token of tokens) if (token.kind === 'option') check(token, options)
  return new Arguments(positionals, values)
}

function check(
  { name, rawName, value }: { name: string; rawName: string; value?: string },
  options: OptionTable,
) {
  const option = Object.hasOwn(options, name) ? options[name] : undefined
  if (!option) {
    const meant = nearest(name, Object.keys(options))
    throw wrongUsage(`There is no option ${rawName}.${didYouMean(meant && `--${meant}`)}`)
  }
  if (option.type === 'string' && value === undefined)
    throw wrongUsage(`${rawName} needs a value: ${option.value}.`)
  if (option.type === 'boolean' && value !== undefined) throw wrongUsage(`${rawName} takes no value.`)
}
