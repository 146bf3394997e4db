import { AppError } from '../errors.ts'

const mostWrong = 10
const windowMs = 60_000
const mostAddresses = 10_000

/** Counts wrong passwords by address: after ten in a minute the address has to wait. */
export class Throttle {
  #wrong = new Map<string, number[]>()

  /** Counts an attempt as wrong until it is known to be right. @throws AppError `too_many_attempts` */
  begin(address: string, now: number) {
    const place = placeOf(address)
    const recent = this.#recent(place, now)
    if (recent.length < mostWrong) {
      if (this.#wrong.size >= mostAddresses) this.#forget(now)
      this.#wrong.set(place, [...recent, now])
      return
    }
    const seconds = Math.ceil(((recent[0] ?? now) + windowMs - now) / 1000)
    throw new AppError('too_many_attempts', `Too many wrong passwords. Try again in ${seconds} s.`, {
      extra: { retryAfter: seconds },
    })
  }

  /** The attempt that began at `now` was right. */
  forgive(address: string, now: number) {
    const times = this.#wrong.get(placeOf(address)) ?? []
    const index = times.indexOf(now)
    if (index !== -1) times.splice(index, 1)
  }

  #recent(place: string, now: number): number[] {
    return this.#wrong.get(place)?.filter((time) => time > now - windowMs) ?? []
  }

  #forget(now: number) {
    for (const place of this.#wrong.keys()) {
      if (this.#recent(place, now).length === 0) this.#wrong.delete(place)
    }
    if (this.#wrong.size >= mostAddresses) this.#wrong.clear()
  }
}

/** One customer of a provider has a whole IPv6 network of addresses, the first half of each the same. */
const placeOf = (address: string) =>
  address.includes(':') ? address.split(':').slice(0, 4).join(':') : address
