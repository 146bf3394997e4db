/** The HTTP API, which is all that the client knows of a server. */
import { messageOf } from '../lib/errors.ts'
import type { Problem } from '../lib/resources.ts'
import type { Connection } from './connection.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { Failure } from './failure.ts'
import { describeProblem } from './problem.ts'

export type Sent = {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: unknown
  /** Of the body where it is not JSON. */
  type?: string
  signal?: AbortSignal
}

/** A proxy may cut a request that is held for longer. */
const waitSeconds = 25
/** A server that has promised to answer by then, and has not, is gone. */
const graceMs = 15_000

export class Api {
  readonly url: string
  #authorization: string | null
  /** Of the server's clock before ours, in milliseconds. */
  #skew = 0

  constructor({ url, authorization }: Connection) {
    this.url = url
    this.#authorization = authorization
  }

  /** The server's time, in epoch milliseconds. */
  now(): number {
    return Date.now() + this.#skew
  }

  /** The JSON of an answer. Throws `Failure` for everything else. */
  async json<T>(path: string, sent: Sent = {}): Promise<T> {
    return await this.#bodyOf<T>(await this.send(path, { signal: AbortSignal.timeout(60_000), ...sent }))
  }

  /** What is new since the answer with this tag, held until there is something; null where nothing came for a while. */
  async news<T>(
    path: string,
    tag: string | undefined,
    signal: AbortSignal,
  ): Promise<{ body: T; tag?: string } | null> {
    const waiting = { 'If-None-Match': tag ?? '', Prefer: `wait=${waitSeconds}` }
    const limit = AbortSignal.timeout(waitSeconds * 1000 + graceMs)
    const headers = tag === undefined ? {} : waiting
    const response = await this.send(path, { headers, signal: AbortSignal.any([signal, limit]) })
    if (response.status === 304) return null
    return { body: await this.#bodyOf<T>(response), tag: response.headers.get('etag') ?? undefined }
  }

  /** Any answer but an error. */
  async send(path: string, { method = 'GET', headers, body, type, signal }: Sent = {}): Promise<Response> {
    const isJson = body !== undefined && type === undefined
    const request: RequestInit & { duplex: 'half' } = {
      method,
      headers: {
        Accept: 'application/json',
        ...(this.#authorization && { Authorization: this.#authorization }),
        ...(body !== undefined && { 'Content-Type': type ?? 'application/json' }),
        ...headers,
      },
      body: isJson ? JSON.stringify(body) : (body as BodyInit | undefined),
      // Nothing of ours leads elsewhere: whoever sends us on, and where to, should be seen, and gets no password.
      redirect: 'manual',
      duplex: 'half',
      signal,
    }
    const response = await fetch(`${this.url}${path}`, request).catch((error) => this.#lost(error, signal))
    this.#noteTime(response)
    if (response.ok || response.status === 304) return response
    throw await this.#refusal(response)
  }

  #noteTime({ headers }: Response) {
    const skew = Date.parse(headers.get('date') ?? '') - Date.now()
    // The header is to the second.
    this.#skew = Math.abs(skew) > 2000 ? skew : 0
  }

  async #bodyOf<T>(response: Response): Promise<T> {
    const text = await response.text().catch((error) => this.#lost(error))
    try {
      return JSON.parse(text)
    } catch (cause) {
      throw new Failure(`What answers at ${this.url} is not Runboard.`, exitCodes.unreachable, { cause })
    }
  }

  #lost(error: unknown, signal?: AbortSignal): never {
    const reason: unknown = signal?.aborted ? signal.reason : error
    if (reason instanceof Failure) throw reason
    const cause = reason instanceof Error && reason.cause instanceof Error ? reason.cause : reason
    const message = `${this.url} cannot be reached: ${whyLost(cause)}.`
    throw new Failure(message, exitCodes.unreachable, { cause: reason, isTemporary: true })
  }

  async #refusal(response: Response): Promise<Failure> {
    const { status } = response
    const text = await response.text().catch((error) => this.#lost(error))
    const isTemporary = status === 502 || status === 503 || status === 504
    const location = status >= 300 && status < 400 ? response.headers.get('location') : null
    const message = location === null ? describeProblem(problemOf(text)) : this.#sentOn(location)
    const otherwise = `${this.url} answers with HTTP ${status}, and not as Runboard does.`
    const code = location === null ? exitCodeOf(status) : exitCodes.unreachable
    return new Failure(message ?? otherwise, code, { isTemporary, status })
  }

  #sentOn(location: string): string {
    const origin = URL.parse(location, this.url)?.origin ?? location
    return `${this.url} sends on to ${origin}. If that is the server, set RUNBOARD_URL to it.`
  }
}

function problemOf(text: string): Problem | null {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function whyLost(cause: unknown): string {
  if (cause instanceof Error && cause.name === 'TimeoutError') return 'it does not answer'
  const { code } = cause as { code?: unknown }
  return typeof code === 'string' ? code : messageOf(cause)
}
