import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** About 60 ms and 32 MB a try: enough to make guessing hopeless, little enough to let people in at once. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 ** 2 }

/** The one password, as a slow hash. */
export class Password {
  /** Another password has another one; it tells nothing about either. */
  readonly fingerprint: string
  #hash: Buffer
  #salt: string
  /** What was right once is recognised quickly from then on, without being kept. */
  #key = randomBytes(32)
  #known: Buffer | null = null
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(hash: Buffer, salt: string) {
    this.#hash = hash
    this.#salt = salt
    this.fingerprint = createHmac('sha256', hash).update('fingerprint').digest('base64url')
  }

  static async of(password: string, salt: string): Promise<Password> {
    return new Password(await slowHash(password, salt), salt)
  }

  /** In the same time however much of it is right; one try after the other, so that many cannot fill the memory. */
  async matches(candidate: string): Promise<boolean> {
    const quick = createHmac('sha256', this.#key).update(candidate).digest()
    if (this.#known && timingSafeEqual(quick, this.#known)) return true
    const hashing = this.#turn.then(() => slowHash(candidate, this.#salt))
    this.#turn = hashing.catch(() => {})
    const isRight = timingSafeEqual(await hashing, this.#hash)
    if (isRight) this.#known = quick
    return isRight
  }
}

function slowHash(password: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(password.normalize('NFKC'))
    scrypt(bytes, salt, 32, cost, (error, hash) => (error ? reject(error) : resolve(hash)))
  })
}
