import { sessionLifeMs } from '../store/sessions.ts'

/** The session's cookie. Over https its name keeps every other site, sister domains too, from setting it. */
const cookieNames = { secure: '__Host-runboard', plain: 'runboard' } as const

export function sessionCookie(token: string, isSecure: boolean): string {
  const name = isSecure ? cookieNames.secure : cookieNames.plain
  return `${name}=${token}; Path=/; Max-Age=${sessionLifeMs / 1000}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}

/** Takes the cookie back. */
export function endedCookie(isSecure: boolean): string {
  return sessionCookie('', isSecure).replace(/Max-Age=\d+/, 'Max-Age=0')
}

/** The tokens that a `Cookie` header carries, two at most: a browser has one. */
export function sessionTokens(cookies: string | null, isSecure: boolean): string[] {
  const own = isSecure ? cookieNames.secure : cookieNames.plain
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim().split('='))
  const tokens = pairs.flatMap(([name, token = '']) =>
    name === own && /^[\w-]{43}$/.test(token) ? [token] : [],
  )
  return tokens.slice(0, 2)
}
