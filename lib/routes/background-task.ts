/** The two endpoints that are all a button and a badge need. */
import { z } from 'zod'
import { Json } from '../resources.ts'
import { bodyProblems, problems, type Route, resourceOf } from '../route.ts'
import { Idempotent } from './idempotent.ts'

export const backgroundTaskRoutes = {
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
} as const satisfies Record<string, Route>
