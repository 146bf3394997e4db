import type { OptionTable } from './arguments.ts'
import { type Command, commonOptions, versionOption } from './command.ts'

/** The commands, and what they all have in common. */
export function overview(commands: Record<string, Command>): string[] {
  const rows = Object.entries(commands).map(([name, { usage, summary }]) => [
    `${name} ${usage}`.trim(),
    summary,
  ])
  return [
    'Usage: runboard COMMAND',
    '',
    'Commands:',
    ...columns(rows),
    '',
    'Options of every command:',
    ...columns(optionRows({ ...commonOptions, version: versionOption })),
    '',
    'Environment:',
    ...columns([
      ['RUNBOARD_URL', 'address of the server, http://localhost:3000 unless told'],
      ['RUNBOARD_PASSWORD', 'its password; or RUNBOARD_PASSWORD_FILE, a file that holds it'],
      ['RUNBOARD_NAME', 'your name, kept with the runs that you start and cancel'],
    ]),
    '',
    'runboard COMMAND --help tells more, with examples. Exit codes: docs/command-line.md',
  ]
}

/** One command, its options and examples. */
export function helpOf(name: string, { usage, summary, options, examples }: Command): string[] {
  return [
    `Usage: runboard ${name} ${usage} [OPTIONS]`.replace('  ', ' '),
    '',
    summary,
    '',
    'Options:',
    ...columns(optionRows({ ...options, ...commonOptions })),
    '',
    'Examples:',
    ...examples.flatMap(([line, meaning]) => [`  runboard ${line}`, `      ${meaning}`]),
  ]
}

function optionRows(options: OptionTable): string[][] {
  return Object.entries(options).map(([name, { short, value, help }]) => [
    `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`,
    help,
  ])
}

function columns(rows: string[][]): string[] {
  const width = Math.max(...rows.map(([left = '']) => left.length))
  return rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}  ${right}`)
}
