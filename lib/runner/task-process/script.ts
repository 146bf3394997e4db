import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { ProblemError } from './problem.ts'

/** Throws, with the cure, where a script could not be started: no run bit, no shebang, no interpreter. */
export function checkScript(file: string, source: string) {
  const name = path.basename(file)
  const shebang = /^#!\s*(\S+)(?:[ \t]+(?:-S[ \t]+)?(\S+))?/.exec(source)
  if (/^#![^\n]*\r\n/.test(source)) {
    const cure = `sed -i 's/\\r$//' ${quoted(file)}`
    throw new ProblemError('Its lines end as on Windows (CRLF), so that its program is not found.', cure)
  }
  if (!shebang && !isBinary(source)) {
    const cure = `Make its first line name the program that runs it, such as #!/usr/bin/env ${interpreterFor(name)}`
    throw new ProblemError('It does not say which program runs it.', cure)
  }
  if (!isExecutable(file)) {
    throw new ProblemError('It may not be executed.', `chmod +x ${quoted(file)}`)
  }
  const [, program = '', argument = ''] = shebang ?? []
  const interpreter = path.basename(program) === 'env' ? argument : program
  if (interpreter && !isInstalled(interpreter)) {
    throw new ProblemError(
      `It needs ${interpreter}, which is not installed on this machine.`,
      `Install ${path.basename(interpreter)}, or correct the first line of the file.`,
    )
  }
}

/** As a command of a shell that was opened where the server was started. */
function quoted(file: string): string {
  const near = path.relative(process.cwd(), file)
  const shown = near.startsWith('..') ? file : near
  return /^[\w./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`
}

const isBinary = (source: string) => /^(\x7fELF|\ufffd\ufffd\ufffd\ufffd)/.test(source)

function interpreterFor(name: string): string {
  const known: Record<string, string> = { '.py': 'python3', '.rb': 'ruby', '.pl': 'perl', '.sh': 'bash' }
  return known[path.extname(name)] ?? 'bash'
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function isInstalled(program: string): boolean {
  if (program.includes('/')) return isExecutable(program)
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return folders.some((folder) => isExecutable(path.join(folder, program)))
}
