/** What a task file may say: the public API `runboard`. */
import { z } from 'zod'
import { policyOptions } from './policy.ts'

export { z }

/** A task that is a TypeScript function. `run` executes in a process of its own, never in the web server. */
export function defineTask<Input extends z.ZodObject = EmptyInput>(
  options: TaskOptions<Input>,
): TaskDefinition<Input> {
  return { kind: 'function', ...options }
}

/** A task that is a command: an argument vector, run without a shell. */
export function defineCommand<Input extends z.ZodObject = EmptyInput>(
  options: CommandOptions<Input>,
): CommandDefinition<Input> {
  return { kind: 'command', ...options }
}

/** Thrown by a task: ends the run as failed, whatever `retry` says. */
export class NoRetry extends Error {
  override name = 'NoRetry'
}

/** An input that is a file: people upload one, and the task gets the absolute path of a copy under its original name. */
export const file = () => z.string().meta({ format: 'file' })

export type Context<Input> = {
  /** The validated input, defaults filled in. */
  input: Input
  /** Reports how much is done; out of `total` where that is known. Call it as often as you like. */
  progress(done: number, total?: number | null, note?: string): void
  /** Writes one line to the log. `console.log` does the same. */
  log(text: string): void
  /** Aborts when the run is canceled or passes its time limit. */
  signal: AbortSignal
  /** Which try this is, from 1. */
  attempt: number
  runId: string
  task: string
  /** An empty folder. The files that are directly in it when the attempt ends can be downloaded from the run. */
  outputDir: string
}

type EmptyInput = z.ZodObject<Record<never, never>>

/** One command argument with `{name}` places for input; a nested list is left out whole when a value in it is absent. */
export type ArgumentTemplate = (string | string[])[]

export type TaskOptions<Input extends z.ZodObject> = CommonOptions<Input> & {
  /** The work. What it returns is the run's output: any JSON value up to 256 KB. */
  run(context: Context<z.infer<Input>>): unknown
}

export type CommandOptions<Input extends z.ZodObject> = CommonOptions<Input> & {
  /** Program and arguments. A program with a slash is resolved from `cwd`. */
  command: ArgumentTemplate
}

type CommonOptions<Input extends z.ZodObject> = z.input<typeof Declaration> & { input?: Input }

export type TaskDefinition<Input extends z.ZodObject = z.ZodObject> = TaskOptions<Input> & {
  kind: 'function'
}
export type CommandDefinition<Input extends z.ZodObject = z.ZodObject> = CommandOptions<Input> & {
  kind: 'command'
}

function refuseBadPattern(pattern: string, context: z.RefinementCtx) {
  try {
    // An alternative that matches nothing tells how many groups the pattern has.
    if ((new RegExp(`${pattern}|`).exec('')?.length ?? 0) > 1) return
    context.addIssue({ code: 'custom', message: 'It needs a group that finds a number, as in "(\\d+)%"' })
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message })
  }
}

/** What every form of task may declare beside its input and its work. */
export const Declaration = z.strictObject({
  title: z.string().min(1).max(200).optional(),
  description: z.string().max(2000).optional(),
  /** A question to ask before each run. */
  confirm: z.string().max(500).optional(),
  /** Working folder; relative to the task's file, whose folder is the default. */
  cwd: z.string().optional(),
  /** Variables for the task: names to pass through, or values (`true` passes that name through). */
  env: z
    .union([z.array(z.string()), z.record(z.string(), z.union([z.string(), z.literal(true)]))])
    .optional(),
  /** A file of `NAME=value` lines, relative to the working folder. Its values are variables of the task, and shown to nobody. */
  envFile: z.string().min(1).optional(),
  /** A regular expression that reads progress from the output: one group is percent, two are done and total. */
  progress: z.string().superRefine(refuseBadPattern).optional(),
  ...policyOptions,
})
export type Declaration = z.infer<typeof Declaration>
