/** Headers of requests and answers that follow from what a route is, and so are not in the table. */
import { z } from 'zod'
import type { Route } from '../route.ts'
import type { RouteName } from '../routes.ts'
import { RerunRuns } from '../selection.ts'

type Headers = Record<string, z.ZodType>

const text = (description: string) => z.string().optional().describe(description)

const prefer = text(
  '`wait=N`: rather than "nothing new", hear of the news as soon as there are some, within N seconds, 60 at most',
)
const preferEnd = text('`wait=N`: answer with the finished run if it ends within N seconds, 60 at most')
const known = text('The `ETag` of what you have; the answer is 304 while it holds')
const range = text('`bytes=0-1023`, `bytes=1024-` or `bytes=-512`: a part only')
const applied = text('`wait=N`: for how long the request could be held')

/** A GET that is answered only with news. */
const isConditional = (route: Route) => route.responses[304] !== undefined
/** It can be held until there is some; the bytes of a file never change. */
const canWait = (route: Route) => isConditional(route) && !route.download
const isIdempotent = (route: Route) => route.headers?.shape['idempotency-key'] !== undefined
/** It makes a run, whose end can be waited for. */
const makesRun = (route: Route) => isIdempotent(route) && route.responses[202] !== RerunRuns
/** The recipe's endpoint answers at once, with a body of its own. */
const canWaitForEnd = (route: Route) => makesRun(route) && route.responses[202] !== undefined

/** By the names that they have in documents; undefined where there are none. */
export function requestHeaders(route: Route): z.ZodObject | undefined {
  const headers: Headers = {
    ...(isConditional(route) && { 'If-None-Match': known }),
    ...(canWait(route) && { Prefer: prefer }),
    ...(route.download && { Range: range, 'If-Range': text('The `ETag` of what you have a part of') }),
    ...(isIdempotent(route) && { 'Idempotency-Key': route.headers?.shape['idempotency-key'] as z.ZodType }),
    ...(canWaitForEnd(route) && { Prefer: preferEnd }),
  }
  return Object.keys(headers).length > 0 ? z.object(headers) : undefined
}

/** Those of an answer that is no problem. */
export function answerHeaders(name: RouteName, route: Route, status: number): Headers {
  return {
    ...(isConditional(route) && { ETag: text('Changes with the answer') }),
    ...(route.download && { 'Accept-Ranges': text('`bytes`') }),
    ...(route.download && status !== 304 && { 'Content-Disposition': text('The name of the file') }),
    ...(status === 206 && { 'Content-Range': z.string().describe('Which bytes these are, and of how many') }),
    ...(makesRun(route) && {
      Location: z.string().describe('Where the run is: `/api/runs/{id}`'),
      'Idempotent-Replayed': text('`true` where this very request had been answered before'),
    }),
    ...((canWait(route) || canWaitForEnd(route)) && { 'Preference-Applied': applied }),
    ...(status === 200 && ownHeaders[name]),
  }
}

const ownHeaders: Partial<Record<RouteName, Headers>> = {
  startBackgroundTask: { 'X-Run-Id': z.string().describe('The id of the run') },
  listRuns: { Link: text('`rel="next"`: the next page, where there is one') },
  getLog: { 'Content-Disposition': text('With `download`: the name of the file') },
  login: { 'Set-Cookie': z.string().describe('The session') },
  logout: { 'Set-Cookie': text('Ends the session') },
}

/** Those of a problem with this status. */
export function problemHeaders(
  status: number,
): Record<string, { description: string; schema: { type: 'string' } }> {
  const schema = { type: 'string' } as const
  if (status === 401)
    return {
      'WWW-Authenticate': { description: 'How to say who you are: `Bearer` with the password', schema },
    }
  if (status === 416)
    return { 'Content-Range': { description: 'How many bytes there are: `bytes */24`', schema } }
  if (status === 429 || status === 503)
    return { 'Retry-After': { description: 'Seconds after which to try again', schema } }
  return {}
}
