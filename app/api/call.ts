/** One request as its handler sees it: everything parsed by the table of routes. */
import { z } from 'zod'
import type { Visitor } from '../../lib/auth/gate.ts'
import { AppError, type FieldError } from '../../lib/errors.ts'
import { pointerOf } from '../../lib/json.ts'
import type { Route } from '../../lib/route.ts'
import { type RouteName, routes } from '../../lib/routes.ts'
import { readBody } from './body.ts'

type Part = 'params' | 'query' | 'headers' | 'body'
type Parsed<N extends RouteName, P extends Part> = (typeof routes)[N] extends {
  [key in P]: infer S extends z.ZodType
}
  ? z.infer<S>
  : undefined

export type Call<N extends RouteName> = { request: Request; visitor: Visitor } & { [P in Part]: Parsed<N, P> }

/** Throws `not_found` for parameters that name nothing, `malformed`, `unknown_field` or `invalid_input` for the rest. */
export async function parseCall<N extends RouteName>(
  name: N,
  request: Request,
  params: Record<string, unknown>,
  visitor: Visitor,
): Promise<Call<N>> {
  const route: Route = routes[name]
  return {
    request,
    visitor,
    params: route.params && parseParams(route.params, params),
    query: parseQuery(route.query ?? z.strictObject({}), request),
    headers: route.headers && parseHeaders(route.headers, request),
    body: route.body && parseBody(route.body, await readBody(request)),
  } as Call<N>
}

function parseParams(schema: z.ZodObject, params: Record<string, unknown>) {
  const result = schema.safeParse(params)
  if (result.success) return result.data
  throw new AppError('not_found', `There is no such ${'task' in schema.shape ? 'task' : 'run'}.`)
}

function parseQuery(schema: z.ZodObject, request: Request) {
  const { searchParams } = new URL(request.url)
  const names = new Set(searchParams.keys())
  const values = Array.from(names, (name) => [name, valueFor(searchParams.getAll(name), schema.shape[name])])
  return parse(schema, Object.fromEntries(values), 'malformed', nameAlone)
}

/** A value among several of one parameter has no name of its own. */
const nameAlone = (part: string, at: number) => (at === 0 ? part : '')

/** One that may be repeated is always a list; any other that is repeated stays one, and so is refused. */
function valueFor(values: string[], schema: unknown): string | string[] {
  const repeatable = schema instanceof z.ZodOptional && schema.unwrap() instanceof z.ZodArray
  return repeatable || values.length > 1 ? values : (values[0] ?? '')
}

function parseHeaders(schema: z.ZodObject, request: Request) {
  const values = Object.keys(schema.shape).map((name) => [name, request.headers.get(name) ?? undefined])
  return parse(schema, Object.fromEntries(values), 'malformed', String)
}

function parseBody(schema: z.ZodType, body: unknown) {
  return parse(schema, body, 'invalid_input', (part) => pointerOf([part]))
}

function parse(
  schema: z.ZodType,
  value: unknown,
  code: 'malformed' | 'invalid_input',
  show: (part: string, at: number) => string,
) {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const { issues } = result.error
  const errors = issues.flatMap((issue) => fieldErrors(issue, show))
  const unknown = issues.some((issue) => issue.code === 'unrecognized_keys' && issue.path.length === 0)
  const message = errors.map(({ pointer, detail }) => `${pointer || 'body'}: ${detail}`).join('; ')
  throw new AppError(unknown ? 'unknown_field' : code, message, { errors })
}

function fieldErrors(issue: z.core.$ZodIssue, show: (part: string, at: number) => string): FieldError[] {
  const at = (...more: string[]) => [...issue.path.map(String), ...more].map(show).join('')
  if (issue.code !== 'unrecognized_keys') return [{ pointer: at(), detail: issue.message, code: issue.code }]
  return issue.keys.map((key) => ({ pointer: at(key), detail: 'is not known here', code: 'unknown_field' }))
}
