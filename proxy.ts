/** Pages get a policy with a fresh nonce; the API has its own, and files have none. */
import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { problem } from './app/api/problem.ts'
import { parseConfig } from './lib/config.ts'
import { checkAddedForwarding, checkHost } from './lib/guard.ts'

const served = parseConfig(process.env)

export function proxy(request: NextRequest) {
  try {
    const header = (name: string) => request.headers.get(name)
    checkHost(header('host'), served)
    checkAddedForwarding(request.headers.keys(), header, served)
    return withPolicy(request)
  } catch (error) {
    return problem(error, request)
  }
}

export const config = { matcher: '/((?!(?:api|healthz|readyz)(?:/|$)|_next/static/).*)' }

/** Next finds the nonce in the request's copy and gives it to its own scripts; the layout finds it in `x-nonce`. */
function withPolicy(request: NextRequest) {
  const nonce = randomBytes(16).toString('base64')
  const policy = policyFor(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('Content-Security-Policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return response
}

function policyFor(nonce: string): string {
  // React evaluates code, and Next's own tools write styles, while developing only.
  const isDevelopment = process.env.NODE_ENV === 'development'
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
