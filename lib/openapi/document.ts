/** The description of the API (OpenAPI 3.1), made of the table of routes and of the tasks as they are now. */
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi'
import type { Route } from '../route.ts'
import { type RouteName, routes } from '../routes.ts'
import { guideFor } from './guide.ts'
import { operation } from './operation.ts'
import { type Admission, securityOf } from './security.ts'
import { tags } from './tags.ts'
import { type DescribedTask, taskStart } from './task-start.ts'

export type Described = {
  tasks: DescribedTask[]
  admission: Admission
  /** Of Runboard. */
  version: string
  /** At which examples find the server. */
  address: string
}

export type OpenApiDocument = ReturnType<typeof createDocument>

export function openApiDocument({ tasks, admission, version, address }: Described): OpenApiDocument {
  const { security, securitySchemes } = securityOf(admission)
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Runboard',
      version,
      summary: 'Start heavy jobs, and watch them honestly',
      description: guideFor(address, encodeURIComponent(exampleOf(tasks))),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This server' }],
    tags,
    security,
    components: { securitySchemes },
    paths: pathsOf(tasks, admission),
  })
}

/** One that can be run just like that, where there is any. */
const exampleOf = (tasks: DescribedTask[]) =>
  (tasks.find(({ needsInput }) => !needsInput) ?? tasks[0])?.name ?? 'TASK'

/** In the order of the table; a task's own start comes after the one that fits all of them. */
function pathsOf(tasks: DescribedTask[], { publicBadges }: Admission): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {}
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const isOpen = route.open === true || (route.open === 'badges' && publicBadges)
    const described = { ...operation(name, route), ...(isOpen && { security: [] }) }
    const path = { ...paths[route.path], [route.method.toLowerCase()]: described }
    paths[route.path] = path
    if (name === 'startRun') for (const task of tasks) Object.assign(paths, taskStart(task))
  }
  return paths
}
