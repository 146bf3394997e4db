import { closeSync, openSync, readSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { checkArguments, clashOf } from '../../arguments.ts'
import { messageOf } from '../../errors.ts'
import { policyOf } from '../../policy.ts'
import {
  type ArgumentTemplate,
  type CommandDefinition,
  Declaration,
  type TaskDefinition,
} from '../../task.ts'
import { readEnvFile } from '../env-file.ts'
import { parseFrontMatter } from '../front-matter.ts'
import type { Description } from '../messages.ts'
import { isCode } from '../tasks-folder.ts'
import { inputSchemaOf, needsInput } from './input-schema.ts'
import { ProblemError } from './problem.ts'
import { checkScript } from './script.ts'

export type Loaded = {
  description: Description
  input: z.ZodType
  work: Work
  /** Absolute. */
  cwd: string
  env: Record<string, string>
}

export type Work =
  | { type: 'function'; run: TaskDefinition['run'] }
  | { type: 'command'; command: ArgumentTemplate }

/** How much of a script is looked at, in bytes. */
const largestFrontMatter = 64 * 1024

const loaded = new Map<string, Promise<Loaded>>()

/** Loads a task file once; a changed file is loaded by a new process. Throws where it is no task. */
export function loadTask(file: string): Promise<Loaded> {
  const known = loaded.get(file) ?? (isCode(file) ? loadCode(file) : loadScript(file))
  loaded.set(file, known)
  return known
}

async function loadCode(file: string): Promise<Loaded> {
  const module = await import(pathToFileURL(file).href)
  const definition: unknown = module.default
  if (!isDefinition(definition)) {
    throw new ProblemError(
      'It has no default export made by defineTask or defineCommand.',
      "export default defineTask({ async run() { … } })  // import { defineTask } from 'runboard'",
    )
  }
  const { kind, input = z.strictObject({}), run, command, ...rest } = definition
  if (kind === 'command')
    return assemble(file, kind, rest, input, { type: 'command', command: command ?? [] })
  if (typeof run !== 'function') throw new ProblemError('Its `run` is not a function.')
  return assemble(file, kind, rest, input, { type: 'function', run })
}

type Definition = Partial<Pick<TaskDefinition, 'run' | 'input'> & Pick<CommandDefinition, 'command'>> & {
  kind: 'function' | 'command'
}

const isDefinition = (value: unknown): value is Definition =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  /^(function|command)$/.test(String(value.kind))

async function loadScript(file: string): Promise<Loaded> {
  const source = startOf(file)
  checkScript(file, source)
  const { inputSchema, args, ...rest } = parseFrontMatter(source)
  const input = z.fromJSONSchema(inputSchema as Parameters<typeof z.fromJSONSchema>[0])
  const command = [literal(realpathSync(file)), ...args]
  return assemble(file, 'script', rest, input, { type: 'command', command }, inputSchema)
}

function startOf(file: string): string {
  const buffer = Buffer.alloc(largestFrontMatter)
  const fd = openSync(file, 'r')
  try {
    return buffer.toString('utf8', 0, readSync(fd, buffer))
  } finally {
    closeSync(fd)
  }
}

/** As one argument of a template, braces and all. */
const literal = (text: string) => text.replaceAll('{', '{{').replaceAll('}', '}}')

function assemble(
  file: string,
  kind: Description['kind'],
  declared: object,
  input: z.ZodType,
  work: Work,
  schema?: Record<string, unknown>,
): Loaded {
  const { title, description, confirm, cwd, env, envFile, progress, ...policy } = declarationOf(declared)
  // Behind a symbolic link is the folder that the author knows: `ln -s /srv/batch/report.py tasks/`.
  const folder = path.resolve(path.dirname(realpathSync(file)), cwd ?? '.')
  const inputSchema = (schema ?? inputSchemaOf(input)) as Description['inputSchema']
  if (work.type === 'command') checkCommand(work.command, inputSchema)
  const { values, passes } = environmentWanted(env)
  const envPath = envFile === undefined ? null : path.resolve(folder, envFile)
  const { trouble } = readEnvFile(envPath)
  if (trouble) throw new ProblemError(trouble, 'Create the file, or correct `envFile`.')
  return {
    description: {
      kind,
      title: title ?? null,
      description: description ?? null,
      confirm: confirm ?? null,
      inputSchema,
      needsInput: needsInput(inputSchema),
      policy: policyOf(policy),
      passes,
      envFile: envPath,
      progress: progress ?? null,
    },
    input,
    work,
    cwd: folder,
    env: values,
  }
}

function declarationOf(declared: object): Declaration {
  const result = Declaration.safeParse(declared)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where = issue?.path.join('.')
  throw new ProblemError(where ? `${where}: ${issue?.message}` : (issue?.message ?? messageOf(result.error)))
}

function checkCommand(command: ArgumentTemplate, inputSchema: Description['inputSchema']) {
  if (!Array.isArray(command) || typeof command[0] !== 'string' || command[0] === '') {
    throw new ProblemError(
      "Its `command` must be a list that begins with a program, such as ['python3', 'batch.py'].",
    )
  }
  const names = Object.keys((inputSchema.properties as object | undefined) ?? {})
  const problem = checkArguments(command, names) ?? clashOf(names)
  if (problem) throw new ProblemError(problem)
}

function environmentWanted(env: Declaration['env']): { values: Record<string, string>; passes: string[] } {
  if (Array.isArray(env)) return { values: {}, passes: env }
  const entries = Object.entries(env ?? {})
  return {
    values: Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== true)),
    passes: entries.filter(([, value]) => value === true).map(([name]) => name),
  }
}
