/** One call of the client, from its arguments to its exit code. */
import { parseArgs } from 'node:util'
import { messageOf } from '../lib/errors.ts'
import { nearest } from '../lib/nearest.ts'
import { version } from '../lib/version.ts'
import { Api } from './api.ts'
import { readArguments } from './arguments.ts'
import { type Command, commonOptions, versionOption } from './command.ts'
import { commands } from './commands.ts'
import { connectionOf } from './connection.ts'
import { exitCodes } from './exit-codes.ts'
import { didYouMean, Failure, wrongUsage } from './failure.ts'
import { helpOf, overview } from './help.ts'
import { Screen } from './screen.ts'
import type { Terminal } from './status-line.ts'

type Outside = { stdout: Terminal; stderr: Terminal; env: Record<string, string | undefined> }

/** Never throws: what went wrong is said on stderr. */
export async function main(argv: string[], outside: Outside): Promise<number> {
  try {
    return await carryOut(argv, outside)
  } catch (error) {
    new Screen(outside).complain(messageOf(error))
    return error instanceof Failure ? error.exitCode : exitCodes.refused
  }
}

async function carryOut(argv: string[], outside: Outside): Promise<number> {
  const screen = new Screen(outside)
  const at = placeOfCommand(argv)
  const name = at === undefined ? undefined : argv[at]
  const rest = argv.filter((_, index) => index !== at)
  if (name === undefined && argv.includes('--version')) return tell(screen, [version])
  if (name === undefined || name === 'help') return help(rest, screen)
  const command = commandOf(name)
  const given = readArguments(rest, { ...command.options, ...commonOptions })
  if (given.is('help')) return tell(screen, helpOf(name, command))
  const [fewest, most] = command.words
  if (given.words.length < fewest || given.words.length > most)
    throw wrongUsage(`It is: runboard ${name} ${command.usage}. More: runboard ${name} --help`)
  const api = new Api(connectionOf(outside.env, given.text('url')))
  const session = {
    api,
    json: given.is('json'),
    screen: new Screen({ ...outside, quiet: given.is('quiet') }),
  }
  return await command.run(session, given)
}

/** Options of every command may stand before it. */
function placeOfCommand(argv: string[]): number | undefined {
  const options = { args: argv, options: commonOptions, strict: false, allowPositionals: true } as const
  return parseArgs({ ...options, tokens: true }).tokens.find(({ kind }) => kind === 'positional')?.index
}

function help(argv: string[], screen: Screen): number {
  const [name] = readArguments(argv, { ...commonOptions, version: versionOption }).words
  return tell(screen, name === undefined ? overview(commands) : helpOf(name, commandOf(name)))
}

function tell(screen: Screen, lines: string[]): number {
  screen.print(...lines)
  return 0
}

function commandOf(name: string): Command {
  if (Object.hasOwn(commands, name)) return commands[name as keyof typeof commands]
  const meant = nearest(name, Object.keys(commands))
  throw wrongUsage(`There is no command ${name}.${didYouMean(meant)} All of them: runboard --help`)
}
