/** One route of the table, as an operation of the description. */
import { z } from 'zod'
import type { ZodOpenApiOperationObject } from 'zod-openapi'
import type { Route } from '../route.ts'
import type { RouteName } from '../routes.ts'
import { examples } from './examples.ts'
import { answerHeaders, requestHeaders } from './message-headers.ts'
import { problemResponse } from './problem-response.ts'
import { tagOf } from './tags.ts'

export function operation(name: RouteName, route: Route): ZodOpenApiOperationObject {
  const { summary, path, params, query } = route
  return {
    operationId: name,
    summary,
    tags: [tagOf(path)],
    requestParams: present({ path: params, query, header: requestHeaders(route) }),
    ...requestBody(name, route),
    responses: Object.fromEntries(
      Object.keys(route.responses).map((status) => [status, answer(name, route, Number(status))]),
    ),
  }
}

function requestBody(name: RouteName, { body, upload }: Route) {
  const example = exampleOf(examples[name].request)
  if (upload) return { requestBody: { required: true, content: { [bytes]: { schema: binary, ...example } } } }
  if (!body) return {}
  const required = !body.safeParse(undefined).success
  return { requestBody: { required, content: { 'application/json': { schema: body, ...example } } } }
}

const bytes = 'application/octet-stream'
const binary = { type: 'string', contentMediaType: bytes } as const

function answer(name: RouteName, route: Route, status: number) {
  if (status >= 400) return problemResponse(status)
  const headers = z.object(answerHeaders(name, route, status))
  const schema = route.responses[status]
  if (!schema) return { description: meanings[status] ?? '', headers }
  const example = exampleOf(examples[name].answers[status])
  const [type = ''] = (route.download ? bytes : (route.type ?? 'application/json')).split(';')
  const content = { [type]: { schema: route.download ? binary : schema, ...example } }
  const text = route.text && { 'text/plain': { schema: z.string() } }
  return { description: meanings[status] ?? '', headers, content: { ...content, ...text } }
}

const meanings: Record<number, string> = {
  200: 'As asked',
  201: 'Made',
  202: 'Accepted: nothing loses it from now on',
  204: 'Done',
  206: 'The part that was asked for',
  304: 'What the caller has still holds',
}

const exampleOf = (example: unknown) => (example === undefined ? {} : { example })

const present = <T extends object>(parts: T) =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as Partial<T>
