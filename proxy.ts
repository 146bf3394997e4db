/** Pages get a policy with a fresh nonce; the API has its own, and files have none. */
import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { problem } from './app/api/problem.ts'
import { peerAddress } from './lib/auth/address.ts'
import { parseConfig } from './lib/config.ts'
import { AppError } from './lib/errors.ts'
import { checkAddedForwarding, checkHost } from './lib/guard.ts'
import { manager } from './lib/manager.ts'

const served = parseConfig(process.env)

export async function proxy(request: NextRequest) {
  try {
    const header = (name: string) => request.headers.get(name)
    checkHost(header('host'), served)
    checkAddedForwarding(request.headers.keys(), header, served)
    if (served.password !== null && request.nextUrl.pathname === '/login') return withPolicy(request, null)
    const visitor = await manager().gate.admit({ header, peer: peerAddress() })
    return withPolicy(request, visitor.via === 'session' ? visitor.by : null)
  } catch (error) {
    const isStranger = error instanceof AppError && error.code === 'unauthorized'
    return isStranger && served.password !== null ? toLogin(request) : problem(error, request)
  }
}

export const config = {
  matcher: '/((?!api(?:/|$)|(?:healthz|readyz|metrics|openapi\\.json)$|_next/static/).*)',
}

/** Next sends the address as a path, whatever people call us. */
function toLogin({ nextUrl: { pathname, search }, url }: NextRequest) {
  const login = new URL('/login', url)
  if (pathname !== '/') login.searchParams.set('next', pathname + search)
  return NextResponse.redirect(login, { status: 303, headers: { 'Cache-Control': 'no-store' } })
}

/** Next finds the nonce in the request's copy and gives it to its own scripts; the layout finds it in `x-nonce`, and the reader's name in `x-name`. */
function withPolicy(request: NextRequest, name: string | null) {
  const nonce = randomBytes(16).toString('base64')
  const policy = policyFor(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-name', encodeURIComponent(name ?? ''))
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
