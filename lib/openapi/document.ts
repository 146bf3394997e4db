/** The description of the API (OpenAPI 3.1), made of the table of routes and of the tasks as they are now. */
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi'
import type { Route } from '../route.ts'
import { type RouteName, routes } from '../routes.ts'
import { guideFor } from './guide.ts'
import { operation } from './operation.ts'
import { tags } from './tags.ts'
import { type DescribedTask, taskStart } from './task-start.ts'

export type Described = {
  tasks: DescribedTask[]
  /** Whether callers must say who they are. */
  closed: boolean
  /** Of Runboard. */
  version: string
  /** At which examples find the server. */
  address: string
}

export type OpenApiDocument = ReturnType<typeof createDocument>

export function openApiDocument({ tasks, closed, version, address }: Described): OpenApiDocument {
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
    security: closed ? [{ password: [] }, { nameAndPassword: [] }, { session: [] }] : [],
    components: {
      securitySchemes: closed ? securitySchemes : {},
    },
    paths: pathsOf(tasks),
  })
}

/** One that can be run just like that, where there is any. */
const exampleOf = (tasks: DescribedTask[]) =>
  (tasks.find(({ needsInput }) => !needsInput) ?? tasks[0])?.name ?? 'TASK'

const securitySchemes = {
  password: { type: 'http', scheme: 'bearer', description: 'The password' },
  nameAndPassword: {
    type: 'http',
    scheme: 'basic',
    description: 'Any name, which is kept with the runs that you start, and the password',
  },
  session: { type: 'apiKey', in: 'cookie', name: 'runboard', description: 'What the login page sets' },
} as const

/** In the order of the table; a task's own start comes after the one that fits all of them. */
function pathsOf(tasks: DescribedTask[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {}
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const path = { ...paths[route.path], [route.method.toLowerCase()]: operation(name, route) }
    paths[route.path] = path
    if (name === 'startRun') for (const task of tasks) Object.assign(paths, taskStart(task))
  }
  return paths
}
