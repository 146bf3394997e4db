/** How the server is. */
import { z } from 'zod'
import { Json, RunnerList } from '../resources.ts'
import { type Route, resourceOf } from '../route.ts'

export const serverRoutes = {
  listRunners: {
    method: 'GET',
    path: '/api/runners',
    summary: 'The runners that are alive',
    responses: resourceOf(RunnerList),
    volatile: ['heartbeatAt'],
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
