import { spawn } from 'node:child_process'
import path from 'node:path'
import { renderArguments } from '../../arguments.ts'
import type { ArgumentTemplate } from '../../task.ts'
import type { Result } from './attempt.ts'

/** Runs a command with its output on this process's own streams, so that it never passes through JavaScript. */
export function runCommand(
  template: ArgumentTemplate,
  input: Record<string, unknown>,
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<Result> {
  const [program = '', ...args] = renderArguments(template, input)
  const file = program.includes('/') ? path.resolve(cwd, program) : program
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => resolve({ error: cannotStart(error, program, cwd) })
    try {
      const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] })
      child.on('error', fail)
      child.on('exit', (exitCode, signal) => resolve({ exitCode, signal }))
    } catch (error) {
      fail(error as NodeJS.ErrnoException)
    }
  })
}

function cannotStart(error: NodeJS.ErrnoException, program: string, cwd: string) {
  const code = error.code ?? 'unknown'
  const message = sentences[code]?.(program, cwd) ?? `${program} could not be started: ${error.message}`
  return { code: 'cannot_start', message }
}

const sentences: Record<string, (program: string, cwd: string) => string> = {
  ENOENT: (program, cwd) => `${program} was not found (working folder ${cwd}).`,
  EACCES: (program) => `${program} may not be executed. Try: chmod +x ${program}`,
  ENOEXEC: (program) => `${program} is not a program, and its first line does not name one.`,
  E2BIG: (program) => `The arguments and variables for ${program} are too long for this system.`,
  EMFILE: (program) => `${program} could not be started: too many files are open.`,
  EAGAIN: (program) => `${program} could not be started: the system allows no more processes.`,
  ENOMEM: (program) => `${program} could not be started: there is not enough memory.`,
  ENOTDIR: (program, cwd) => `${program} could not be started: ${cwd} is not a folder.`,
}
