/** A server for tests that answers as it is told. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: Buffer }

export type FakeServer = AsyncDisposable & { url: string; seen: Seen[] }

/** `answer` is called once the request was read; it may also destroy the connection. */
export async function fakeServer(
  answer: (seen: Seen, ...connection: Parameters<RequestListener>) => void,
): Promise<FakeServer> {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    const one = { method, url, headers, body: await buffer(request) }
    seen.push(one)
    answer(one, request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.close().closeAllConnections()
    await once(server, 'close')
  }
  return { url: `http://127.0.0.1:${port}`, seen, [Symbol.asyncDispose]: close }
}
