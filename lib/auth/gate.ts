import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import type { HeaderOf } from '../guard.ts'
import type { AuditAction } from '../resources.ts'
import { type Origin, record } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { closeSession, findSession, openSession, passwordSalt } from '../store/sessions.ts'
import { Addresses, clientAddress } from './address.ts'
import { sessionTokens } from './cookie.ts'
import { Password } from './password.ts'
import { Throttle } from './throttle.ts'

/** Who asks. `by` is the name they gave, or their proxy gave; null where nobody asked for one. */
export type Visitor = {
  by: string | null
  address: string | null
  via: 'nobody' | 'session' | 'password' | 'header'
}

/** Where nobody is asked who they are. */
export const anybody: Visitor = { by: null, address: null, via: 'nobody' }

/** What of a request tells who sent it. `peer` is the address at the other end of its connection. */
export type Asking = { header: HeaderOf; peer: string | null }

export const longestName = 100

/** Decides who may come in: by a session, the password, or a name from a trusted proxy; anybody where nothing is set. */
export class Gate {
  #db: Database
  #config: Config
  #clock: Clock
  #trusted: Addresses
  #throttle = new Throttle()
  #password: Promise<Password> | null = null

  constructor(db: Database, config: Config, clock: Clock) {
    this.#db = db
    this.#config = config
    this.#clock = clock
    this.#trusted = new Addresses(config.trustedProxies)
  }

  /** @throws AppError `unauthorized`, `too_many_attempts` */
  async admit(asking: Asking): Promise<Visitor> {
    const address = this.#addressOf(asking)
    const { password, userHeader } = this.#config
    if (password === null && userHeader === null) return { ...anybody, address }
    const visitor =
      this.#fromHeader(asking) ?? (await this.#fromSession(asking)) ?? (await this.#fromPassword(asking))
    if (visitor) return { ...visitor, address }
    const cure =
      password === null ? 'Come through the proxy that signs you in.' : 'Log in, or send the password.'
    throw new AppError('unauthorized', `This server asks who you are. ${cure}`)
  }

  /** Opens a session and closes the one that there was. Returns its token. @throws AppError `unauthorized`, `too_many_attempts` */
  async login(asking: Asking, { name, password }: { name: string; password: string }): Promise<string> {
    await this.#checkPassword(asking, password)
    await this.#endSessions(asking)
    const { fingerprint } = await this.#hashed()
    await this.#record('login', { by: name, address: this.#addressOf(asking) })
    return openSession(this.#db, { name, password: fingerprint, now: this.#clock.now() })
  }

  async logout(asking: Asking) {
    const session = await this.#fromSession(asking)
    await this.#endSessions(asking)
    if (session) await this.#record('logout', { by: session.by, address: this.#addressOf(asking) })
  }

  async #endSessions({ header }: Asking) {
    for (const token of sessionTokens(header('cookie'))) await closeSession(this.#db, token)
  }

  #record(action: AuditAction, origin: Origin) {
    const now = this.#clock.now()
    return this.#db.write((tx) => record(tx, { action, task: null, run: null }, origin, now))
  }

  /** Whether the visitor's browser came over https, as far as we or a trusted proxy know. */
  isSecure({ header, peer }: Asking): boolean {
    if (this.#config.publicUrl?.startsWith('https:')) return true
    return this.#trusted.has(peer) && header('x-forwarded-proto') === 'https'
  }

  #addressOf({ header, peer }: Asking) {
    return clientAddress(peer, header, this.#trusted)
  }

  #fromHeader({ header, peer }: Asking) {
    const { userHeader } = this.#config
    if (userHeader === null || !this.#trusted.has(peer)) return null
    const by = header(userHeader)?.trim()
    return by && by.length <= longestName && !/\p{Cc}/u.test(by) ? { by, via: 'header' as const } : null
  }

  async #fromSession({ header }: Asking) {
    if (this.#config.password === null) return null
    const { fingerprint } = await this.#hashed()
    for (const token of sessionTokens(header('cookie'))) {
      const session = await findSession(this.#db, token, { password: fingerprint, now: this.#clock.now() })
      if (session) return { by: session.name, via: 'session' as const }
    }
    return null
  }

  async #fromPassword(asking: Asking) {
    const sent = credentialsOf(asking.header('authorization'))
    if (!sent || this.#config.password === null) return null
    await this.#checkPassword(asking, sent.password)
    return { by: sent.name, via: 'password' as const }
  }

  async #checkPassword(asking: Asking, candidate: string) {
    const address = this.#addressOf(asking) ?? 'unknown'
    this.#throttle.check(address, this.#clock.now())
    const password = await this.#hashed()
    if (await password.matches(candidate)) return
    this.#throttle.countWrong(address, this.#clock.now())
    await this.#record('login_failed', { by: null, address: this.#addressOf(asking) })
    throw new AppError('unauthorized', 'The password is wrong.')
  }

  /** @throws AppError `unauthorized` where no password is set */
  #hashed(): Promise<Password> {
    const { password } = this.#config
    if (password === null) throw new AppError('unauthorized', 'This server has no password to log in with.')
    this.#password ??= passwordSalt(this.#db).then((salt) => Password.of(password, salt))
    this.#password.catch(() => {
      this.#password = null // the store was away: the next one tries again
    })
    return this.#password
  }
}

/** `Bearer PASSWORD`, or Basic with any name. */
function credentialsOf(authorization: string | null): { name: string | null; password: string } | null {
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S+)$/i.exec(authorization ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return { name: null, password: value }
  if (scheme.toLowerCase() !== 'basic') return null
  const [, name = '', password] =
    /^([^:]*):([\s\S]*)$/.exec(Buffer.from(value, 'base64').toString('utf8')) ?? []
  if (password === undefined) return null
  const by = name.trim().slice(0, longestName)
  return { name: by && !/\p{Cc}/u.test(by) ? by : null, password }
}
