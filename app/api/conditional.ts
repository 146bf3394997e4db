/** GET that is answered only with news: `If-None-Match`, and with `Prefer: wait=N` as soon as there are some. */
import { hash } from 'node:crypto'
import { manager } from '../../lib/manager.ts'
import type { Route } from '../../lib/route.ts'
import { type RouteName, routes } from '../../lib/routes.ts'
import { watches } from '../../lib/watch.ts'
import { inTurn } from './in-turn.ts'
import { preferredWait, waitSignal } from './prefer.ts'
import type { Reply } from './reply.ts'

/** `read` is called again for each change while the request waits. */
export async function conditional(
  name: RouteName,
  request: Request,
  read: () => Promise<Reply>,
): Promise<Response> {
  const known = request.headers.get('if-none-match')
  const seconds = known === null ? null : preferredWait(request)
  const isNews = ({ etag }: Snapshot) => !matches(known, etag)
  const route: Route = routes[name]
  const make = async () => snapshotOf(route, await read())
  const take = route.large ? () => inTurn(make) : make
  if (seconds === null) return respond(await take(), isNews)
  const { pathname, search } = new URL(request.url)
  const snapshot = await watches(manager()).until(
    pathname + search,
    take,
    isNews,
    waitSignal(request, seconds),
  )
  return respond(snapshot, isNews, { 'Preference-Applied': `wait=${seconds}` })
}

type Snapshot = { etag: string; text: string; type: string; headers: Record<string, string> }

function snapshotOf(route: Route, { body, headers }: Reply): Snapshot {
  const { type } = route
  if (type !== undefined) return { etag: tagOf(String(body)), text: String(body), type, headers }
  const text = JSON.stringify(body)
  const stable = route.volatile ? JSON.stringify(body, without(route.volatile)) : text
  return { etag: tagOf(stable), text, type: 'application/json', headers }
}

const tagOf = (text: string) => `W/"${hash('sha256', text, 'base64url')}"`

const without = (names: readonly string[]) => (name: string, value: unknown) =>
  names.includes(name) ? undefined : value

/** Weakly, as `If-None-Match` compares: proxies that compress make a tag weak. */
function matches(known: string | null, etag: string): boolean {
  const tags = known?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? []
  return tags.includes('*') || tags.includes(etag.replace(/^W\//, ''))
}

function respond(
  snapshot: Snapshot,
  isNews: (snapshot: Snapshot) => boolean,
  more: Record<string, string> = {},
): Response {
  const headers = { ETag: snapshot.etag, ...snapshot.headers, ...more }
  if (!isNews(snapshot)) return new Response(null, { status: 304, headers })
  return new Response(snapshot.text, { headers: { 'Content-Type': snapshot.type, ...headers } })
}
