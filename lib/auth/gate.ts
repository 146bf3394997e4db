import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import type { HeaderOf } from '../guard.ts'
import { VisitorName } from '../resources.ts'
import { record } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { closeSessions, findSession, openSession, passwordSalt } from '../store/sessions.ts'
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

/** Passwords that are checked, or wait for that, at the same time. */
const mostChecks = 50

/** Decides who may come in: by a session, the password, or a name from a trusted proxy; anybody where nothing is set. */
export class Gate {
  #db: Database
  #config: Config
  #clock: Clock
  #trusted: Addresses
  #throttle = new Throttle()
  #password: Promise<Password> | null = null
  #checks = new Map<string, Promise<boolean>>()

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
    const { fingerprint } = await this.#hashed()
    const origin = { by: name, address: this.#addressOf(asking) }
    const instead = this.#tokensOf(asking)
    return openSession(this.#db, origin, { password: fingerprint, instead, now: this.#clock.now() })
  }

  async logout(asking: Asking) {
    const session = await this.#fromSession(asking)
    if (!session) return
    const origin = { by: session.by, address: this.#addressOf(asking) }
    await closeSessions(this.#db, this.#tokensOf(asking), origin, this.#clock.now())
  }

  #tokensOf(asking: Asking) {
    return sessionTokens(asking.header('cookie'), this.isSecure(asking))
  }

  /** Whether the visitor's browser came over https, as far as we or a trusted proxy know. */
  isSecure({ header, peer }: Asking): boolean {
    if (this.#config.publicUrl?.startsWith('https:')) return true
    return this.#trusted.has(peer) && header('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https'
  }

  #addressOf({ header, peer }: Asking) {
    return clientAddress(peer, header, this.#trusted)
  }

  #fromHeader({ header, peer }: Asking) {
    const { userHeader } = this.#config
    if (userHeader === null || !this.#trusted.has(peer)) return null
    const by = nameOf(header(userHeader))
    return by === null ? null : { by, via: 'header' as const }
  }

  async #fromSession(asking: Asking) {
    if (this.#config.password === null) return null
    const { fingerprint } = await this.#hashed()
    for (const token of this.#tokensOf(asking)) {
      const by = await findSession(this.#db, token, { password: fingerprint, now: this.#clock.now() })
      if (by !== null) return { by, via: 'session' as const }
    }
    return null
  }

  async #fromPassword(asking: Asking) {
    const sent = credentialsOf(asking.header('authorization'))
    if (!sent || this.#config.password === null) return null
    await this.#checkPassword(asking, sent.password)
    return { by: sent.name, via: 'password' as const }
  }

  /** The same password from the same address at the same time is one attempt. */
  async #checkPassword(asking: Asking, candidate: string) {
    const address = this.#addressOf(asking)
    const what = `${address} ${candidate}`
    const check = this.#checks.get(what) ?? this.#attempt(address, candidate)
    this.#checks.set(what, check)
    const isRight = await check.finally(() => this.#checks.delete(what))
    if (!isRight) throw new AppError('unauthorized', 'The password is wrong.')
  }

  /** Counted before it is checked: many at once are no more guesses than one after the other. */
  async #attempt(address: string | null, candidate: string): Promise<boolean> {
    const now = this.#clock.now()
    if (this.#checks.size >= mostChecks) {
      throw new AppError('too_many_attempts', 'Too many are logging in.', { extra: { retryAfter: 5 } })
    }
    this.#throttle.begin(address ?? 'unknown', now)
    const isRight = await (await this.#hashed()).matches(candidate)
    if (isRight) this.#throttle.forgive(address ?? 'unknown', now)
    else await this.#recordWrong(address, now)
    return isRight
  }

  #recordWrong(address: string | null, now: number) {
    const event = { action: 'login_failed', task: null, run: null } as const
    return this.#db.write((tx) => record(tx, event, { by: null, address }, now))
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
  const [, scheme = '', value = ''] = /^(bearer|basic) +(.+)$/i.exec(authorization ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return { name: null, password: decoded(value) }
  const pair = Buffer.from(value, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  return colon === -1 ? null : { name: nameOf(pair.slice(0, colon)), password: pair.slice(colon + 1) }
}

const nameOf = (text: string | null): string | null => VisitorName.safeParse(decoded(text ?? '')).data ?? null

/** Headers arrive byte by byte; nearly everybody means UTF-8 by them. */
function decoded(text: string): string {
  if (!/^[\0-\xff]*$/.test(text)) return text
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'))
  } catch {
    return text
  }
}
