import type { Arguments, Option, OptionTable } from './arguments.ts'
import type { Session } from './session.ts'

export type Command = {
  /** One line for the list of commands. */
  summary: string
  /** What follows the command's name, such as `ID [NAME]`. */
  usage: string
  /** Fewest and most words that are no options. */
  words: [fewest: number, most: number]
  options: OptionTable
  /** What follows `runboard` in each, and what it does. */
  examples: [line: string, meaning: string][]
  /** Resolves with the exit code; throws `Failure` to end with a message. */
  run(session: Session, given: Arguments): Promise<number>
}

/** Of every command. */
export const commonOptions = {
  json: { type: 'boolean', help: "the API's JSON: one document, or one a line while following" },
  quiet: { type: 'boolean', short: 'q', help: 'results and errors only' },
  url: { type: 'string', value: 'URL', help: 'address of the server, instead of RUNBOARD_URL' },
  help: { type: 'boolean', short: 'h', help: 'this text' },
} as const satisfies OptionTable

export const versionOption = { type: 'boolean', help: 'the version' } as const satisfies Option

/** Of the commands that may stay until a run has ended. */
export const endOptions = {
  wait: { type: 'boolean', help: 'wait for the end and print the output as JSON' },
  follow: { type: 'boolean', short: 'f', help: 'show the log until the end' },
} as const satisfies OptionTable
