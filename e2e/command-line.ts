/** The command line client as a process of its own, for tests. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const node = path.join(root, 'node_modules/.bin/node')
const program = path.join(root, 'bin/runboard.ts')

export type Ended = { code: number | null; out: string; err: string }
export type Started = {
  child: ChildProcess
  /** What was printed so far on both streams. */
  output(): string
  ended: Promise<Ended>
}
type Options = { env?: Record<string, string>; cwd?: string; stdin?: string }

/** The client with these arguments and nothing else in its environment, its streams in pipes. */
export function startCommand(url: string, args: string[], { env, cwd, stdin }: Options = {}): Started {
  return start([node, program, ...args], { RUNBOARD_URL: url, ...env }, cwd, stdin)
}

export const command = (url: string, args: string[], options: Options = {}): Promise<Ended> =>
  startCommand(url, args, options).ended

/** The same on a pseudo-terminal of 80 columns; its keyboard is the stdin of the child. */
export function startOnTerminal(url: string, args: string[], settings: Record<string, string>): Started {
  const line = ['stty cols 80;', 'exec', node, program, ...args].join(' ')
  const env = { RUNBOARD_URL: url, ...settings, TERM: 'xterm', SHELL: '/bin/sh' }
  return start(['script', '--quiet', '--flush', '--return', '--command', line, '/dev/null'], env)
}

function start(
  [file = '', ...args]: string[],
  env: Record<string, string>,
  cwd = root,
  stdin?: string,
): Started {
  const { PATH, HOME, NODE_ENV } = process.env
  const child = spawn(file, args, { cwd, env: { PATH, HOME, NODE_ENV, ...env } })
  const ended: Ended = { code: null, out: '', err: '' }
  child.stdout.on('data', (chunk) => (ended.out += chunk))
  child.stderr.on('data', (chunk) => (ended.err += chunk))
  if (stdin !== undefined) child.stdin.end(stdin)
  return {
    child,
    output: () => ended.out + ended.err,
    ended: once(child, 'close').then(([code]) => ({ ...ended, code })),
  }
}
