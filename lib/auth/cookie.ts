/** The session's cookie. Over https its name keeps every other site, sister domains too, from setting it. */
export const cookieNames = { secure: '__Host-runboard', plain: 'runboard' } as const

const life = 30 * 24 * 3600

export function sessionCookie(token: string, isSecure: boolean): string {
  const name = isSecure ? cookieNames.secure : cookieNames.plain
  return `${name}=${token}; Path=/; Max-Age=${life}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}

/** Takes the cookie back. */
export function endedCookie(isSecure: boolean): string {
  return sessionCookie('', isSecure).replace(/Max-Age=\d+/, 'Max-Age=0')
}

/** The tokens that a `Cookie` header carries; none that we could not have made. */
export function sessionTokens(cookies: string | null): string[] {
  const names: string[] = Object.values(cookieNames)
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.flatMap(([name = '', token = '']) =>
    names.includes(name) && /^[\w-]{43}$/.test(token) ? [token] : [],
  )
}
