import { AppError } from '../errors.ts'

const mostWrong = 10
const windowMs = 60_000
const mostAddresses = 10_000

/** Counts wrong passwords by address: after ten in a minute the address has to wait. */
export class Throttle {
  #wrong = new Map<string, number[]>()

  /** @throws AppError `too_many_attempts` */
  check(address: string, now: number) {
    const recent = this.#recent(address, now)
    if (recent.length < mostWrong) return
    const seconds = Math.ceil(((recent[0] ?? now) + windowMs - now) / 1000)
    throw new AppError('too_many_attempts', `Too many wrong passwords. Try again in ${seconds} s.`, {
      extra: { retryAfter: seconds },
    })
  }

  countWrong(address: string, now: number) {
    if (this.#wrong.size >= mostAddresses) this.#forget(now)
    this.#wrong.set(address, [...this.#recent(address, now), now])
  }

  #recent(address: string, now: number): number[] {
    return this.#wrong.get(address)?.filter((time) => time > now - windowMs) ?? []
  }

  #forget(now: number) {
    for (const address of this.#wrong.keys()) {
      if (this.#recent(address, now).length === 0) this.#wrong.delete(address)
    }
    if (this.#wrong.size >= mostAddresses) this.#wrong.clear()
  }
}
