/** The one table of routes: it drives validation, the description of the API, and the contract tests. */
import { z } from 'zod'
import { isAuditId, isRunId } from './id.ts'
import {
  AuditList,
  Json,
  Log,
  Me,
  Run,
  RunDetail,
  RunFileList,
  RunList,
  RunnerList,
  Task,
  TaskList,
  UploadedFile,
  VisitorName,
} from './resources.ts'
import { bodyProblems, problems, type Route, resourceOf, whole } from './route.ts'
import { RunCursor, runFilter } from './run-filter.ts'
import { CanceledRuns, CancelSelection, RerunRuns, RerunSelection } from './selection.ts'
import { parseDuration } from './units.ts'

const TaskParams = z.strictObject({ task: z.string().min(1).max(255) })
const RunParams = z.strictObject({ id: z.string().refine(isRunId, 'not the id of a run') })

const Delay = z.string().transform(durationOf).describe('How long to wait first, such as 30s or 5m')
const Priority = z.int().min(-1000).max(1000).describe('Higher ones start first; 0 unless told')

const Idempotent = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')
    .optional()
    .describe('Sent again within 24 hours with the same body, it answers with the same run'),
})

export const routes = {
  getBackgroundTask: {
    method: 'GET',
    path: '/api/background-task',
    summary: 'Whether any run of the default task is active',
    responses: resourceOf(z.strictObject({ status: z.boolean() }), 404),
  },
  startBackgroundTask: {
    method: 'POST',
    path: '/api/background-task',
    summary: 'Start the default task; the body, where there is one, is its input',
    headers: Idempotent,
    body: Json.optional(),
    responses: { 200: z.strictObject({ message: z.literal('ok') }), ...problems(404, 409, ...bodyProblems) },
  },
  listTasks: {
    method: 'GET',
    path: '/api/tasks',
    summary: 'All tasks',
    responses: resourceOf(TaskList),
  },
  getTask: {
    method: 'GET',
    path: '/api/tasks/{task}',
    summary: 'One task',
    params: TaskParams,
    responses: resourceOf(Task, 404),
  },
  getBadge: {
    method: 'GET',
    path: '/api/tasks/{task}/badge.svg',
    summary: 'How a task is, as a small picture to embed',
    open: 'badges',
    params: TaskParams,
    query: z.strictObject({
      label: z
        .string()
        .regex(/^\P{Cc}{0,100}$/u)
        .optional()
        .describe("The words on the left; the task's title unless told"),
      show: z
        .enum(['status', 'rate'])
        .default('status')
        .describe('The status and its time, or how many of the last 20 runs succeeded'),
    }),
    type: 'image/svg+xml',
    responses: resourceOf(z.string(), 404),
  },
  startRun: {
    method: 'POST',
    path: '/api/tasks/{task}/runs',
    summary: 'Start a run',
    params: TaskParams,
    headers: Idempotent,
    body: z
      .strictObject({
        input: Json.optional(),
        delay: Delay.optional(),
        priority: Priority.optional(),
      })
      .default({}),
    responses: { 200: RunDetail, 202: Run, ...problems(404, 409, ...bodyProblems) },
  },
  listRuns: {
    method: 'GET',
    path: '/api/runs',
    summary: 'Runs, the newest first',
    query: z.strictObject({
      ...runFilter,
      limit: whole(1, 200).default(50),
      cursor: RunCursor.optional().describe('`nextCursor` of the page before'),
    }),
    responses: resourceOf(RunList),
  },
  cancelRuns: {
    method: 'POST',
    path: '/api/runs/cancel',
    summary: 'Ask many runs to stop',
    body: CancelSelection,
    responses: { 202: CanceledRuns, ...problems(...bodyProblems) },
  },
  rerunRuns: {
    method: 'POST',
    path: '/api/runs/rerun',
    summary: 'Make many runs again, each with its own input',
    body: RerunSelection,
    responses: { 202: RerunRuns, ...problems(...bodyProblems) },
  },
  getRun: {
    method: 'GET',
    path: '/api/runs/{id}',
    summary: 'One run, with its attempts',
    params: RunParams,
    responses: resourceOf(RunDetail, 404),
  },
  deleteRun: {
    method: 'DELETE',
    path: '/api/runs/{id}',
    summary: 'Delete a run that has ended, with its attempts and its log',
    params: RunParams,
    responses: { 204: null, ...problems(404, 409, 415) },
  },
  cancelRun: {
    method: 'POST',
    path: '/api/runs/{id}/cancel',
    summary: 'Ask a run to stop',
    params: RunParams,
    query: z.strictObject({
      force: z.enum(['true', 'false']).optional().describe('Kill it without a grace'),
    }),
    body: z.strictObject({}).default({}),
    responses: { 202: Run, ...problems(404, 409, ...bodyProblems) },
  },
  rerun: {
    method: 'POST',
    path: '/api/runs/{id}/rerun',
    summary: 'Make a new run with the same input, or with another',
    params: RunParams,
    headers: Idempotent,
    body: z.strictObject({ input: Json.optional() }).default({}),
    responses: { 200: RunDetail, 202: Run, ...problems(404, 409, ...bodyProblems) },
  },
  getLog: {
    method: 'GET',
    path: '/api/runs/{id}/log',
    summary: 'The log of a run, and how the run is',
    params: RunParams,
    query: z.strictObject({
      after: whole(0, Number.MAX_SAFE_INTEGER).optional().describe('Lines after this number'),
      limit: whole(1, 5000).default(1000),
      tail: whole(0, 5000).optional().describe('Only the last lines, at most this many'),
      stream: z.enum(['out', 'err', 'system']).optional(),
      format: z.enum(['json', 'text']).optional(),
      download: z.enum(['', 'true']).optional().describe('As a file, with `format=text`'),
    }),
    responses: resourceOf(Log, 404),
    text: true,
    large: true,
  },
  uploadFile: {
    method: 'POST',
    path: '/api/files',
    summary: 'Upload a file, whose id is then the value of an input that is a file',
    query: z.strictObject({
      name: z
        .string()
        .regex(/^[^/\p{Cc}]{1,255}$/u, 'must be 1 to 255 characters without slashes')
        .default('file')
        .describe('The task finds it under this name'),
    }),
    upload: true,
    responses: { 201: UploadedFile, ...problems(413, 415) },
  },
  listRunFiles: {
    method: 'GET',
    path: '/api/runs/{id}/files',
    summary: 'The files that a run has left',
    params: RunParams,
    responses: resourceOf(RunFileList, 404),
  },
  getRunFile: {
    method: 'GET',
    path: '/api/runs/{id}/files/{name}',
    summary: 'One of these files, or a range of it',
    params: RunParams.extend({ name: z.string() }),
    download: true,
    responses: { ...resourceOf(z.string(), 404, 416), 206: z.string() },
  },
  listRunners: {
    method: 'GET',
    path: '/api/runners',
    summary: 'The runners that are alive',
    responses: resourceOf(RunnerList),
    volatile: ['heartbeatAt'],
  },
  login: {
    method: 'POST',
    path: '/api/login',
    summary: 'Open a session, whose cookie comes with the answer',
    open: true,
    body: z.strictObject({
      name: VisitorName.describe('Kept with the runs that you start and cancel'),
      password: z.string().max(1000),
    }),
    responses: { 200: Me, ...problems(...bodyProblems) },
  },
  logout: {
    method: 'POST',
    path: '/api/logout',
    summary: 'End the session',
    open: true,
    body: z.strictObject({}).default({}),
    responses: { 200: Me, ...problems(...bodyProblems) },
  },
  listAudit: {
    method: 'GET',
    path: '/api/audit',
    summary: 'Who did what, when and from where, the newest first',
    query: z.strictObject({
      limit: whole(1, 200).default(50),
      cursor: z
        .string()
        .refine(isAuditId, 'not a cursor of this list')
        .optional()
        .describe('`nextCursor` of the page before'),
    }),
    responses: resourceOf(AuditList),
  },
  getDescription: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description of the API, with each task and its input as they are now',
    responses: resourceOf(z.record(z.string(), Json)),
  },
  getHealth: {
    method: 'GET',
    path: '/healthz',
    open: true,
    summary: 'Whether the server answers',
    responses: resourceOf(z.strictObject({ status: z.literal('ok') })),
  },
  getReadiness: {
    method: 'GET',
    path: '/readyz',
    summary: 'Whether the store can be reached, and whether a runner is alive',
    responses: resourceOf(z.strictObject({ store: z.literal('ok'), runner: z.enum(['alive', 'none']) })),
  },
  getMetrics: {
    method: 'GET',
    path: '/metrics',
    summary: 'Figures for Prometheus, in its text format',
    type: 'text/plain; version=0.0.4; charset=utf-8',
    responses: resourceOf(z.string()),
  },
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes

function durationOf(text: string, context: z.RefinementCtx): number {
  try {
    return parseDuration(text)
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message })
    return z.NEVER
  }
}
