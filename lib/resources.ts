/** The resources of the API as zod schemas: what a GET answers. Times are ISO 8601 in UTC, durations milliseconds. */
import { z } from 'zod'
import { Policy } from './policy.ts'
import { statuses, triggers, waits } from './run.ts'

const time = z.iso.datetime()
const status = z.enum(statuses)

/** What was parsed is JSON already, so that there is nothing left to check. */
export const Json: z.ZodType<z.core.util.JSONType> = z
  .unknown()
  .meta({ id: 'Json', description: 'Any JSON' }) as z.ZodType<z.core.util.JSONType>

export const Progress = z
  .object({
    done: z.number().describe('How much is done, in the unit of the task'),
    total: z.number().nullable().describe('Out of how much; null when it is not known'),
    note: z.string().nullable(),
  })
  .meta({ id: 'Progress' })

export const RunError = z.object({ code: z.string(), message: z.string() }).meta({ id: 'RunError' })

/** How long this task usually takes: over its last 20 successes. */
export const Usual = z
  .object({ medianMs: z.number(), p95Ms: z.number(), runs: z.int() })
  .meta({ id: 'Usual' })
export type Usual = z.infer<typeof Usual>

export const Run = z
  .object({
    id: z.string(),
    task: z.string(),
    status,
    waitingFor: z.enum(waits).nullable().describe('Why a queued run has not started yet'),
    input: Json,
    output: Json.describe('What it returned; null until it has'),
    error: RunError.nullable(),
    progress: Progress.nullable(),
    trigger: z.enum(triggers),
    by: z.string().nullable(),
    priority: z.int(),
    attempt: z.int().describe('The current or last attempt; 0 before the first'),
    maxAttempts: z.int(),
    rerunOf: z.string().nullable(),
    createdAt: time,
    availableAt: time.describe('Not started before'),
    startedAt: time.nullable().describe('Start of the current or last attempt'),
    finishedAt: time.nullable(),
    cancelRequestedAt: time.nullable(),
    cancelBy: z.string().nullable().describe('Who asked it to stop'),
    killAt: time
      .nullable()
      .describe('While it is being canceled: when it is killed, should it not stop by itself'),
    runner: z.string().nullable().describe('Name of the runner of the current or last attempt'),
    logDeletedAt: time.nullable().describe('When its log was deleted to save space'),
    joined: z
      .literal(true)
      .optional()
      .describe('This request was answered with a run that was active already'),
  })
  .meta({ id: 'Run' })
export type Run = z.infer<typeof Run>

export const Attempt = z
  .object({
    attempt: z.int(),
    runner: z.string(),
    startedAt: time,
    endedAt: time.nullable(),
    status: z.enum(['running', 'succeeded', 'failed', 'timed_out', 'canceled', 'interrupted']),
    exitCode: z.int().nullable(),
    signal: z.string().nullable(),
    error: RunError.nullable(),
    droppedBytes: z.int().describe('Bytes of its log that were over the limit and are gone'),
    peakMemoryBytes: z
      .int()
      .nullable()
      .describe('The most memory its processes held together; null where the system does not tell'),
  })
  .meta({ id: 'Attempt' })
export type Attempt = z.infer<typeof Attempt>

export const RunDetail = Run.extend({ attempts: z.array(Attempt), usual: Usual.nullable() }).meta({
  id: 'RunDetail',
})
export type RunDetail = z.infer<typeof RunDetail>

export const Outcome = z
  .object({
    id: z.string(),
    status,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
  })
  .meta({ id: 'Outcome' })
export type Outcome = z.infer<typeof Outcome>

export const Task = z
  .object({
    name: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    kind: z.enum(['function', 'command', 'script']),
    file: z.string().describe('Name of its file in the tasks folder'),
    inputSchema: z.record(z.string(), Json).describe('JSON Schema of the input'),
    needsInput: z.boolean().describe('An input has no default, so that Run must ask for it first'),
    confirm: z.string().nullable().describe('A question to ask before each run'),
    policy: Policy,
    problem: z
      .object({ message: z.string(), cure: z.string().nullable() })
      .nullable()
      .describe('Why the task cannot run, and what to do about it'),
    isDefault: z.boolean().describe('/api/background-task runs this one'),
    activeCount: z.int(),
    active: z.array(Run).describe('Its active runs, the running ones first, 20 at most'),
    lastRun: Run.nullable().describe('Its newest run'),
    recent: z.array(Outcome).describe('Its last 20 finished runs, the newest first'),
    usual: Usual.nullable(),
  })
  .meta({ id: 'Task' })
export type Task = z.infer<typeof Task>

export const TaskList = z
  .object({
    data: z.array(Task),
    runner: z.boolean().describe('Whether a runner is alive; without one nothing starts'),
  })
  .meta({ id: 'TaskList' })
export type TaskList = z.infer<typeof TaskList>

export const RunList = z
  .object({ data: z.array(Run), nextCursor: z.string().nullable() })
  .meta({ id: 'RunList' })
export type RunList = z.infer<typeof RunList>

export const LogLine = z
  .object({
    seq: z.int().describe('Its number in the run, over all attempts, from 1'),
    time,
    stream: z.enum(['out', 'err', 'system']),
    attempt: z.int(),
    text: z.string(),
    partial: z
      .literal(true)
      .optional()
      .describe('No line end follows: the next line goes on where this one stops'),
  })
  .meta({ id: 'LogLine' })
export type LogLine = z.infer<typeof LogLine>

export const Log = z
  .object({
    lines: z.array(LogLine),
    next: z.int().describe('Pass it as `after` to read on'),
    eof: z.boolean().describe('The run has ended and these are its last lines'),
    droppedBytes: z.int(),
    run: RunDetail,
  })
  .meta({ id: 'Log' })
export type Log = z.infer<typeof Log>

export const UploadedFile = z
  .object({
    id: z.string().describe('The value of an input that is a file'),
    name: z.string(),
    size: z.int().describe('In bytes'),
    createdAt: time,
  })
  .meta({ id: 'UploadedFile' })
export type UploadedFile = z.infer<typeof UploadedFile>

export const RunFile = z
  .object({
    name: z.string(),
    size: z.int().describe('In bytes'),
    attempt: z.int().describe('Which attempt left it; of several with one name, the last one'),
    createdAt: time,
  })
  .meta({ id: 'RunFile' })
export type RunFile = z.infer<typeof RunFile>

export const RunFileList = z.object({ data: z.array(RunFile) }).meta({ id: 'RunFileList' })
export type RunFileList = z.infer<typeof RunFileList>

export const Runner = z
  .object({
    id: z.string(),
    name: z.string(),
    host: z.string(),
    version: z.string(),
    slots: z.int(),
    running: z.int(),
    startedAt: time,
    heartbeatAt: time,
    stopping: z.boolean(),
  })
  .meta({ id: 'Runner' })
export type Runner = z.infer<typeof Runner>

export const RunnerList = z.object({ data: z.array(Runner) }).meta({ id: 'RunnerList' })
export type RunnerList = z.infer<typeof RunnerList>

const auditActions = ['start', 'rerun', 'cancel', 'delete', 'login', 'logout', 'login_failed'] as const
export type AuditAction = (typeof auditActions)[number]

export const AuditEntry = z
  .object({
    id: z.string(),
    at: time,
    by: z.string().nullable().describe('The name that was given'),
    address: z.string().nullable().describe('From which address'),
    action: z.enum(auditActions),
    task: z.string().nullable(),
    run: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof AuditEntry>

export const AuditList = z
  .object({ data: z.array(AuditEntry), nextCursor: z.string().nullable() })
  .meta({ id: 'AuditList' })
export type AuditList = z.infer<typeof AuditList>

/** The name that somebody gives themselves. */
export const VisitorName = z
  .string()
  .trim()
  .regex(/^\P{Cc}{1,100}$/u, 'Give your name, in 1 to 100 characters')

export const Me = z
  .object({
    by: z.string().nullable().describe('Your name, as runs and cancels keep it'),
    login: z.boolean().describe('You are logged in, and can log out'),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof Me>

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string(), code: z.string() })).optional(),
    run: z.string().optional().describe('The run that is in the way'),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
