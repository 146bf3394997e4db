/** Which requests are answered at all. Pure: each check reads one request's line and headers, and throws an `AppError`. */
import { AppError } from './errors.ts'

/** What the checks need to know of the configuration. */
export type Served = { host: string; publicUrl: string | null; open: boolean }

/** The value of a header by its lower-case name; null where it is missing. */
export type HeaderOf = (name: string) => string | null

/**
 * A name under which we are served, on any port, since an ssh tunnel changes it. Any other name is how a foreign page
 * reaches a local server (DNS rebinding).
 */
export function checkHost(host: string | null, served: Served) {
  const name = host === null ? null : hostName(host)
  if (name === null)
    throw new AppError('malformed', 'The request needs one Host header, such as localhost:3000.')
  if (isServed(name, served)) return
  throw new AppError(
    'misdirected',
    `This server does not answer to the name ${name}. Set RUNBOARD_PUBLIC_URL to the address that people use.`,
  )
}

/** A proxy in front means that others reach us, which must be somebody's decision while there is no password. */
export function checkForwarding(headerNames: Iterable<string>, served: Served) {
  if (served.open) return
  for (const name of headerNames) if (isForwarding(name)) throw forwarded(name)
}

/** The same check where Next has added forwarding headers of its own: those that tell anything new are a proxy's. */
export function checkAddedForwarding(headerNames: Iterable<string>, header: HeaderOf, served: Served) {
  if (served.open) return
  const added: Record<string, boolean> = {
    'x-forwarded-host': header('x-forwarded-host') === header('host'),
    'x-forwarded-port': true,
    'x-forwarded-proto': header('x-forwarded-proto') === 'http',
    'x-forwarded-for': /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(header('x-forwarded-for') ?? ''),
  }
  for (const name of headerNames) if (isForwarding(name) && !added[name]) throw forwarded(name)
}

/** A page of another site must neither change nor read anything here; a link on it may be followed. */
export function checkSite(method: string, header: HeaderOf, served: Served) {
  const site = header('sec-fetch-site')
  if (
    isRead(method)
      ? site === 'cross-site' && !isFollowed(header)
      : site !== null && site !== 'same-origin' && site !== 'none'
  ) {
    throw crossSite()
  }
  if (!isRead(method) && !isOwnOrigin(header('origin'), header('host'), served)) throw crossSite()
}

/**
 * JSON needs a preflight that we never grant; what a form can send does not. Nor does it grant one for the bytes of an
 * upload, which must say their type even where there are none.
 */
export function checkContentType(method: string, header: HeaderOf, isUpload = false) {
  const type = header('content-type')
  if (method === 'POST' && isUpload) return checkBytes(type)
  if (isRead(method) || (type === null && !hasBody(header))) return
  if (type !== null && /^application\/json\s*(;|$)/i.test(type)) return
  throw new AppError(
    'unsupported_media_type',
    'Send the body as JSON with Content-Type: application/json, or send neither body nor Content-Type.',
  )
}

function checkBytes(type: string | null) {
  if (type !== null && /^application\/octet-stream\s*(;|$)/i.test(type)) return
  throw new AppError(
    'unsupported_media_type',
    'Send the bytes of the file as they are, with Content-Type: application/octet-stream.',
  )
}

function hostName(host: string): string | null {
  return /^(\[[\da-f:.]+\]|[a-z\d_.-]+)(:\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase() ?? null
}

function isServed(name: string, { host, publicUrl }: Served): boolean {
  const own = host.includes(':') ? `[${host}]` : host.toLowerCase()
  if (['localhost', '127.0.0.1', '[::1]', own].includes(name)) return true
  if (publicUrl !== null && name === new URL(publicUrl).hostname) return true
  // Listening on every address, we are served under all of them; a literal address cannot be rebound.
  return (host === '0.0.0.0' || host === '::') && /^(\[.*\]|\d+\.\d+\.\d+\.\d+)$/.test(name)
}

function isForwarding(name: string): boolean {
  return ['forwarded', 'via', 'x-real-ip'].includes(name) || name.startsWith('x-forwarded-')
}

function forwarded(name: string) {
  return new AppError(
    'forbidden',
    `The request came through a proxy (${name}), and this server has no password. ` +
      'Set RUNBOARD_PASSWORD, or RUNBOARD_OPEN=yes if everybody who can reach the proxy may run tasks.',
  )
}

const isRead = (method: string) => ['GET', 'HEAD', 'OPTIONS'].includes(method)

/** In a tab of its own, where the page that it stood on cannot look. */
const isFollowed = (header: HeaderOf) =>
  header('sec-fetch-mode') === 'navigate' && header('sec-fetch-dest') === 'document'

function isOwnOrigin(origin: string | null, host: string | null, { publicUrl }: Served): boolean {
  if (origin === null || origin === publicUrl) return true
  return URL.parse(origin)?.host === host?.toLowerCase()
}

function crossSite() {
  return new AppError('cross_site', 'A page of another site sent this request. Only our own pages may.')
}

function hasBody(header: HeaderOf): boolean {
  return header('transfer-encoding') !== null || Number(header('content-length') ?? 0) > 0
}
