/** What only the raw request shows: Next has tidied it up by the time a handler sees it. */
import { AppError } from './errors.ts'
import { checkForwarding, checkHost, type Served } from './guard.ts'

/** The parts of a Node request that are looked at. */
export type RawRequest = { method?: string; url?: string; rawHeaders: string[] }

const longestUrl = 8192
const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Throws `malformed`, `misdirected`, `forbidden` or `method_not_allowed`. */
export function checkRaw({ method = '', url = '', rawHeaders }: RawRequest, served: Served) {
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
  const hosts = rawHeaders.filter((_, index) => index % 2 === 1 && names[(index - 1) / 2] === 'host')
  checkHost(hosts.length === 1 ? (hosts[0] ?? null) : null, served)
  checkForwarding(names, served)
  checkUrl(url)
  checkMethod(method, url)
  // A server action's call; we have none.
  if (names.includes('next-action')) throw malformed('There are no server actions here.')
}

/** The path of a request's URL, as far as it can be told. */
export const pathOf = (url = '') => url.split('?', 1)[0] ?? ''

function checkUrl(url: string) {
  if (url.length > longestUrl) throw malformed(`The URL is longer than ${longestUrl} characters.`)
  if (!url.startsWith('/')) throw malformed('The request line must name a path, such as /api/tasks.')
  const path = decoded(pathOf(url))
  if (/[\p{Cc}\\]/u.test(path)) throw malformed('The path has a control character or a backslash.')
  // Next would tidy these up and redirect; nobody who means well sends them.
  if (/\/(\.{0,2}\/|\.{1,2}$)/.test(path)) throw malformed('The path has an empty segment, or one of dots.')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw malformed('The path is not percent-encoded correctly.')
  }
}

/** Pages are only read. */
function checkMethod(method: string, url: string) {
  const allowed = /^\/api(\/|$)/.test(pathOf(url)) ? methods : ['GET', 'HEAD']
  if (allowed.includes(method)) return
  const allow = allowed.join(', ')
  throw new AppError('method_not_allowed', `${method} is not possible here, only ${allow}.`, {
    extra: { allow },
  })
}

const malformed = (message: string) => new AppError('malformed', message)
