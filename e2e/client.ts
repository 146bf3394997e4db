/** A client that holds every answer against the description of the API. */
import assert from 'node:assert/strict'
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { Problem } from '../lib/resources.ts'
import type { Route } from '../lib/route.ts'
import { routes } from '../lib/routes.ts'
import { checkDescribed } from './description.ts'

export type Answer = {
  status: number
  headers: IncomingHttpHeaders
  text: string
  bytes: Buffer
  /** The JSON of the body; undefined where it is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: the table of routes has checked its shape
  body: any
}

export type Sent = {
  headers?: Record<string, string>
  /** Sent as JSON, unless it is text or bytes: those go out as they are. */
  body?: unknown
  /** Without a Content-Length. */
  chunked?: boolean
}

/** Sends exactly this path, which `fetch` would tidy up, and checks the answer before it gives it. */
export async function call(
  server: { port: number },
  method: string,
  path: string,
  sent: Sent = {},
): Promise<Answer> {
  const answer = await send(server.port, method, path, sent)
  const route = routeOf(method === 'HEAD' ? 'GET' : method, path.split('?', 1)[0] ?? '')
  checkHeaders(answer, route)
  if (method === 'HEAD' || answer.status === 304) assert.equal(answer.text, '')
  else checkBody(answer, route)
  return answer
}

async function send(port: number, method: string, path: string, sent: Sent): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const outgoingBody = bytesOf(sent.body)
  const length = outgoingBody && !sent.chunked ? { 'Content-Length': String(outgoingBody.length) } : {}
  const type = outgoingBody && { 'Content-Type': 'application/json' }
  const headers = { Host: `localhost:${port}`, ...type, ...length, ...sent.headers }
  const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, resolve)
  // A server that has answered may close while we still send.
  outgoing.on('error', reject).end(outgoingBody)
  const response = await promise
  const bytes = await buffer(response)
  const text = bytes.toString()
  const isJson = /\bjson\b/.test(response.headers['content-type'] ?? '')
  const parsed = isJson && text !== '' ? JSON.parse(text) : undefined
  return { status: response.statusCode ?? 0, headers: response.headers, text, bytes, body: parsed }
}

function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined
  return body instanceof Uint8Array
    ? Buffer.from(body)
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}

function checkHeaders({ status, headers }: Answer, route?: Route) {
  const isPicture = status < 400 && route?.type === 'image/svg+xml'
  assert.equal(headers['cache-control'], isPicture ? 'private, max-age=30' : 'no-store')
  assert.equal(headers['cross-origin-resource-policy'] === 'cross-origin', isPicture)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['content-security-policy'], "default-src 'none'; frame-ancestors 'none'")
  assert.equal(headers['x-powered-by'], undefined)
  assert.equal(headers['access-control-allow-origin'], undefined)
}

function checkBody(answer: Answer, route?: Route) {
  const { status, body, headers } = answer
  assert.doesNotMatch(answer.text, /\bat .+\.[cm]?[jt]sx?:\d+:\d+/, 'a stack was told')
  if (status >= 400) {
    assert.match(headers['content-type'] ?? '', /^application\/problem\+json/)
    assert.deepEqual(Problem.parse(body), body)
    assert.equal(body.status, status)
  }
  if (route && status !== 405) checkDescribed(route, answer)
}

function routeOf(method: string, path: string): Route | undefined {
  return Object.values<Route>(routes).find((route) => {
    const pattern = route.path.replace(/\{\w+\}/g, '[^/]+')
    return route.method === method && new RegExp(`^${pattern}$`).test(path)
  })
}
