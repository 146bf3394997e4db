/** Resources that are also plain text, for people and pipes. */
import type { Route } from '../../lib/route.ts'
import { type RouteName, routes } from '../../lib/routes.ts'
import { streamOf } from './stream.ts'

/** By `?format=`, else by `Accept`. */
export function asksForText(name: RouteName, request: Request): boolean {
  const route: Route = routes[name]
  if (!route.text) return false
  const format = new URL(request.url).searchParams.get('format')
  const accept = request.headers.get('accept') ?? ''
  return format === null
    ? accept.includes('text/plain') && !accept.includes('application/json')
    : format === 'text'
}

/** Sent piece by piece as the caller reads; as a file to keep where it has a `name`. */
export function textResponse(pieces: AsyncIterable<string>, name?: string): Response {
  const headers = new Headers({ 'Content-Type': 'text/plain; charset=utf-8' })
  const safeName = name?.replace(/[^\w.-]/g, '_')
  if (safeName) headers.set('Content-Disposition', `attachment; filename="${safeName}"`)
  return new Response(streamOf(encoded(pieces)), { headers })
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const piece of pieces) yield encoder.encode(piece)
}
