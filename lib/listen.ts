/** Taking the port, with an error that says what to do where that fails. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from './config.ts'

/** Milliseconds that connections live. */
export const connections = {
  // Longer than the idle time of the usual proxies, which must not write to a connection that was just closed.
  keepAliveTimeout: 75_000,
  // An upload over a slow line takes as long as it takes. Node's own limit is five minutes for a request with its body.
  requestTimeout: 0,
}
/** Nothing went either way. Longer than any answer is held back. */
const silence = 120_000

/** Resolves once connections are accepted. */
export async function listen(server: Server, { host, port }: Config): Promise<void> {
  server.timeout = silence
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen(port, host, resolve)
  try {
    await promise
  } catch (error) {
    throw new Error(whyNot(error as NodeJS.ErrnoException, host, port), { cause: error })
  }
}

/** The address to open in a browser on this machine. */
export function addressOf(server: Server, { host }: Config): string {
  const { port } = server.address() as AddressInfo
  const isLocal = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)
  return `http://${isLocal ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
}

function whyNot({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  const other = port < 1024 ? 3000 : port + 1
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Stop what listens there, or choose another: PORT=${other} npm start`
  if (code === 'EACCES') return `Port ${port} needs more rights. Choose another: PORT=${other} npm start`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `RUNBOARD_HOST is "${host}", which is not an address of this machine.`
  return message
}
