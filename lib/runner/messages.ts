/** What a runner and its task processes say to each other, over the IPC channel that Node gives a fork. */
import { z } from 'zod'
import { Policy } from '../policy.ts'

/** Orders to a task process. `load` describes one file; `run` executes one attempt. */
export type Order = { type: 'load'; file: string } | RunOrder

export type RunOrder = {
  type: 'run'
  file: string
  task: string
  run: string
  attempt: number
  /** With paths in the place of uploaded files. */
  input: unknown
  /** An empty folder of its own; the files that it leaves there are kept. */
  outputDir: string
  /** Mark for the environment of everything the attempt starts. */
  token: string
  /** Ends both output streams. */
  marker: string
  /** Variables from the task's `envFile`, and those of the runner that it asked to be passed through. */
  passed: Record<string, string>
  /** Why it cannot start; nothing is started then. */
  trouble: string | null
}

/** A task may throw a whole file as its message; the log has it all. */
export const longestMessage = 4_000
const sentence = z.string().transform((text) => text.slice(0, longestMessage))

const problem = z.object({ message: sentence, cure: z.string().nullable() })

export const Description = z.object({
  kind: z.enum(['function', 'command', 'script']),
  title: z.string().nullable(),
  description: z.string().nullable(),
  confirm: z.string().nullable(),
  inputSchema: z.record(z.string(), z.json()),
  needsInput: z.boolean(),
  policy: Policy,
  /** Names of variables that the task wants from the runner's environment. */
  passes: z.array(z.string()),
  /** Absolute. */
  envFile: z.string().nullable(),
  progress: z.string().nullable(),
})
export type Description = z.infer<typeof Description>

const failure = z.object({ code: z.string().max(100), message: sentence })

/** Reports of a task process. Anything else is a protocol error, which ends the attempt and the process. */
export const Report = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({
    type: z.literal('loaded'),
    file: z.string(),
    description: Description.nullable(),
    problem: problem.nullable(),
  }),
  z.object({
    type: z.literal('progress'),
    done: z.number(),
    total: z.number().nullable(),
    note: z.string().nullable(),
  }),
  z.object({
    type: z.literal('ended'),
    /** JSON text of what a function returned. */
    output: z.string().nullable(),
    error: failure.nullable(),
    exitCode: z.int().nullable(),
    signal: z.string().nullable(),
    /** A retry would not help: the input is invalid, or the task threw `NoRetry`. */
    final: z.boolean(),
    /** It started processes, which must be looked for before the run may end. */
    spawned: z.boolean(),
    /** Nothing of it goes on: the process may execute another attempt. */
    reusable: z.boolean(),
  }),
])
export type Report = z.infer<typeof Report>
export type Ended = Extract<Report, { type: 'ended' }>

/** JSON text of an output may be this long, in bytes. */
export const largestOutput = 256 * 1024
