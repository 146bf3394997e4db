/** Wraps every route: guards, parsing, errors as problem documents, conditional GET. */
import { peerAddress } from '../../lib/auth/address.ts'
import { type Asking, anybody, type Visitor } from '../../lib/auth/gate.ts'
import { AppError } from '../../lib/errors.ts'
import { checkAddedForwarding, checkContentType, checkHost, checkSite } from '../../lib/guard.ts'
import { manager } from '../../lib/manager.ts'
import type { Route } from '../../lib/route.ts'
import { type RouteName, routes } from '../../lib/routes.ts'
import { type Call, parseCall } from './call.ts'
import { conditional } from './conditional.ts'
import { apiHeaders } from './headers.ts'
import { problem } from './problem.ts'
import { Reply } from './reply.ts'
import { asksForText } from './text.ts'

const verbs = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Verb = (typeof verbs)[number]
type Context = { params: Promise<Record<string, string | string[] | undefined>> }
type Endpoint = (request: Request, context: Context) => Promise<Response>
type Answer = (request: Request, context: Context, visitor: Visitor) => Promise<Response>

/** Gives the resource (200), or a `Reply`; where text or a file is asked for, a `Response` that streams. */
type Handlers = { [N in RouteName]?: (call: Call<N>) => Promise<unknown> }

/** All verbs of one path, from handlers by the name of their route. */
export function resource(handlers: Handlers): Record<Verb, Endpoint> {
  const names = Object.keys(handlers) as RouteName[]
  return endpoints(names, async (request, context, visitor) => {
    if (request.method === 'OPTIONS')
      return new Response(null, { status: 204, headers: { Allow: allowed(names) } })
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const name = names.find((name) => routes[name].method === method)
    if (!name) throw notAllowed(request.method, names)
    const call = await parseCall(name, request, await context.params, visitor)
    const handle = async () => handlers[name]?.(call as never)
    if ((routes[name] as Route).download || asksForText(name, request)) return (await handle()) as Response
    const read = async () => replyOf(await handle())
    return method === 'GET' ? await conditional(name, request, read) : responseOf(await read())
  })
}

/** All verbs of the paths that lead nowhere. */
export function unknownPath(): Record<Verb, Endpoint> {
  return endpoints([], async (request) => {
    const path = new URL(request.url).pathname
    throw new AppError('not_found', `There is no ${path.slice(0, 200)} here.`)
  })
}

/** Whatever the method, nobody is answered who may not come in. */
function endpoints(names: RouteName[], answer: Answer): Record<Verb, Endpoint> {
  const endpoint: Endpoint = async (request, context) => {
    try {
      const door = doorOf(names)
      guard(request, door)
      const visitor = door === 'closed' ? await manager().gate.admit(askingOf(request)) : anybody
      checkContentType(request.method, (name) => request.headers.get(name), isUpload(names))
      return await finish(await answer(request, context, visitor), request)
    } catch (error) {
      return problem(error, request)
    }
  }
  return Object.fromEntries(verbs.map((verb) => [verb, endpoint])) as Record<Verb, Endpoint>
}

/** Who may come in: whom we know; everybody; or everybody, and the pages of other sites with them. */
type Door = 'closed' | 'open' | 'public'

function doorOf(names: RouteName[]): Door {
  const kinds = new Set(names.map((name) => (routes[name] as Route).open))
  if (kinds.size !== 1) return 'closed'
  if (kinds.has('badges')) return manager().config.publicBadges ? 'public' : 'closed'
  return kinds.has(true) ? 'open' : 'closed'
}

/** What of a request tells who sent it. */
export const askingOf = ({ headers }: Request): Asking => ({
  header: (name) => headers.get(name),
  peer: peerAddress(),
})

const isUpload = (names: RouteName[]) => names.some((name) => (routes[name] as Route).upload)

function guard({ method, headers }: Request, door: Door) {
  const { config } = manager()
  const header = (name: string) => headers.get(name)
  checkHost(header('host'), config)
  checkAddedForwarding(headers.keys(), header, config)
  if (door !== 'public') checkSite(method, header, config)
}

function allowed(names: RouteName[]): string {
  const methods = names.map((name) => routes[name].method)
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}

function notAllowed(method: string, names: RouteName[]) {
  const allow = allowed(names)
  return new AppError('method_not_allowed', `${method} is not possible here, only ${allow}.`, {
    extra: { allow },
  })
}

const replyOf = (result: unknown) => (result instanceof Reply ? result : new Reply(result))

const responseOf = ({ body, status, headers }: Reply) =>
  status === 204 ? new Response(null, { status, headers }) : Response.json(body, { status, headers })

async function finish(response: Response, request: Request): Promise<Response> {
  for (const [name, value] of Object.entries(apiHeaders))
    if (!response.headers.has(name)) response.headers.set(name, value)
  if (request.method !== 'HEAD') return response
  await response.body?.cancel()
  return new Response(null, response)
}
