/** What was run: looking, stopping, running again, deleting. */
import { z } from 'zod'
import { Json, Log, Run, RunDetail, RunList } from '../resources.ts'
import { bodyProblems, problems, type Route, resourceOf, whole } from '../route.ts'
import { RunCursor, runFilter } from '../run-filter.ts'
import { CanceledRuns, CancelSelection, RerunRuns, RerunSelection } from '../selection.ts'
import { Idempotent } from './idempotent.ts'
import { RunParams } from './run-params.ts'

export const runsRoutes = {
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
    headers: Idempotent,
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
    summary: 'Delete a run that has ended, with its attempts, its log and its files',
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
      before: whole(1, Number.MAX_SAFE_INTEGER).optional().describe('The last lines before this number'),
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
} as const satisfies Record<string, Route>
