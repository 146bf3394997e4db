/** What can be run, and starting it. */
import { z } from 'zod'
import { Json, Run, RunDetail, Task, TaskList } from '../resources.ts'
import { bodyProblems, problems, type Route, resourceOf } from '../route.ts'
import { parseDuration } from '../units.ts'
import { Idempotent } from './idempotent.ts'

const TaskParams = z.strictObject({ task: z.string().min(1).max(255) })
const Delay = z.string().transform(durationOf).describe('How long to wait first, such as 30s or 5m')
const Priority = z.int().min(-1000).max(1000).describe('Higher ones start first; 0 unless told')

export const tasksRoutes = {
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
} as const satisfies Record<string, Route>

function durationOf(text: string, context: z.RefinementCtx): number {
  try {
    return parseDuration(text)
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message })
    return z.NEVER
  }
}
