/** The one table of routes: it drives validation, the description of the API, and the contract tests. */
import type { Route } from './route.ts'
import { backgroundTaskRoutes } from './routes/background-task.ts'
import { filesRoutes } from './routes/files.ts'
import { runsRoutes } from './routes/runs.ts'
import { serverRoutes } from './routes/server.ts'
import { tasksRoutes } from './routes/tasks.ts'
import { visitorsRoutes } from './routes/visitors.ts'

/** By name, in the order in which they are described. */
export const routes = {
  ...backgroundTaskRoutes,
  ...tasksRoutes,
  ...runsRoutes,
  ...filesRoutes,
  ...visitorsRoutes,
  ...serverRoutes,
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes
