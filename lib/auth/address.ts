/** From where a request comes. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { BlockList, isIP } from 'node:net'
import type { HeaderOf } from '../guard.ts'

const key = Symbol.for('runboard.peer')
const shared = globalThis as { [key]?: AsyncLocalStorage<string> }
shared[key] ??= new AsyncLocalStorage<string>()
const peers = shared[key]

/** Handles a request that came over a connection from `address`: Next does not pass that on. */
export const fromPeer = <T>(address: string | undefined, handle: () => T): T =>
  peers.run(plain(address ?? ''), handle)

/** The address at the other end of the connection; null where only bare Next listens. */
export const peerAddress = () => peers.getStore() ?? null

/** Addresses and networks, such as `127.0.0.1` and `10.0.0.0/8`. */
export class Addresses {
  #list = new BlockList()

  /** @throws Error naming the one that is none */
  constructor(texts: readonly string[]) {
    for (const text of texts) {
      const [address = '', bits, more] = text.split('/')
      const family = familyOf(address)
      const most = family === 'ipv4' ? 32 : 128
      if (
        !family ||
        more !== undefined ||
        (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most))
      ) {
        throw new Error(`"${text}" is no address.`)
      }
      if (bits === undefined) this.#list.addAddress(address, family)
      else this.#list.addSubnet(address, Number(bits), family)
    }
  }

  has(address: string | null): boolean {
    const family = address === null ? null : familyOf(address)
    return family !== null && this.#list.check(address as string, family)
  }
}

export function areAddresses(texts: readonly string[]): boolean {
  try {
    return new Addresses(texts) !== null
  } catch {
    return false
  }
}

/** Of a request that came through trusted proxies the address before the first of them; else the peer's own. */
export function clientAddress(peer: string | null, header: HeaderOf, trusted: Addresses): string | null {
  const told =
    header('x-forwarded-for')
      ?.split(',')
      .map((part) => plain(withoutPort(part.trim()))) ?? []
  const chain = [...told, peer]
  while (chain.length > 1 && trusted.has(chain.at(-1) ?? null)) chain.pop()
  const address = chain.at(-1) ?? null
  return address !== null && isIP(address) ? address : peer
}

function familyOf(address: string) {
  const version = isIP(address)
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : null
}

const withoutPort = (text: string) =>
  /^\[(.+)\](:\d+)?$/.exec(text)?.[1] ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')

/** An IPv4 address that arrived on an IPv6 socket is an IPv4 address. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '')
