import type { Problem } from '../../lib/resources.ts'
import { learnServerTime } from './server-clock.ts'

/** The server answered, and the answer is a problem. Anything else that is thrown here means: not reached. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail || problem.title)
    this.problem = problem
  }
}

export type Answer = { etag: string | null; body: unknown }

type ReadOptions = { signal?: AbortSignal; etag?: string | null; waitSeconds?: number }

/** One GET. With an etag: null while nothing has changed, which the server may take `waitSeconds` to say. */
export async function read(url: string, options: ReadOptions = {}): Promise<Answer | null> {
  const { etag, waitSeconds = 0 } = options
  const headers = new Headers({ Accept: 'application/json' })
  if (etag) headers.set('If-None-Match', etag)
  if (etag && waitSeconds) headers.set('Prefer', `wait=${waitSeconds}`)
  const patience = AbortSignal.timeout((waitSeconds + 10) * 1000)
  const signal = options.signal ? AbortSignal.any([options.signal, patience]) : patience
  const response = await fetch(url, { headers, cache: 'no-store', signal })
  learnServerTime(response.headers.get('date'))
  if (response.status === 304) return null
  return { etag: response.headers.get('etag'), body: await bodyOf(response) }
}

/** The body of one GET, for what is read once. */
export async function readOnce<T>(url: string): Promise<T> {
  return (await read(url))?.body as T
}

/**
 * One POST from a page. `key` makes a repeated press of the same button one request to the server; `seconds` is how long
 * the answer may take.
 */
export async function post<T>(url: string, body?: unknown, key?: string, seconds = 15): Promise<T> {
  const headers = new Headers({ Accept: 'application/json', 'X-Runboard-Client': 'page' })
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  if (key) headers.set('Idempotency-Key', key)
  const text = body === undefined ? undefined : JSON.stringify(body)
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body: text,
    signal: AbortSignal.timeout(seconds * 1000),
  })
  return (await bodyOf(response)) as T
}

let loggingOut = false

/** Ends the session and goes to the login; what is refused meanwhile does not lead back here. */
export async function logOut() {
  loggingOut = true
  try {
    await post('/api/logout', {})
    location.assign('/login')
  } catch (error) {
    loggingOut = false
    throw error
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => null)
  if (response.ok && body !== null) return body
  if (response.status === 401) askToLogIn()
  throw new ProblemError(isProblem(body) ? body : unreadable(response))
}

/** The session is over: after the login the reader is here again. */
function askToLogIn() {
  if (loggingOut || location.pathname === '/login') return
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`)
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'detail' in body && 'code' in body
}

/** A proxy or a half-started server answers something else than our API does. */
function unreadable(response: Response): Problem {
  const status = response.ok ? 502 : response.status
  const title = response.statusText || String(status)
  return { type: 'about:blank', title, status, detail: title, instance: response.url, code: 'unreadable' }
}
