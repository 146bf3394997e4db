import { connect, createServer, type Socket } from 'node:net'

/** A way to a server that can fall silent: connections stay open, and nothing comes through any more. */
export class SilentProxy {
  readonly port: number
  #close: () => void
  #sockets: Set<Socket>
  #state: { isSilent: boolean }

  private constructor(port: number, sockets: Set<Socket>, state: { isSilent: boolean }, close: () => void) {
    this.port = port
    this.#sockets = sockets
    this.#state = state
    this.#close = close
  }

  static async to(port: number): Promise<SilentProxy> {
    const sockets = new Set<Socket>()
    const state = { isSilent: false }
    const pass = (from: Socket, to: Socket) => {
      sockets.add(from)
      from.on('data', (bytes) => state.isSilent || to.write(bytes))
      from
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(from)
          if (!state.isSilent) to.destroy()
        })
    }
    const server = createServer((inner) => {
      const outer = connect(port, '127.0.0.1')
      pass(inner, outer)
      pass(outer, inner)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address() as { port: number }
    return new SilentProxy(address.port, sockets, state, () => server.close())
  }

  silence() {
    this.#state.isSilent = true
  }

  /** What comes now comes through; what was connected before is cut off. */
  speak() {
    for (const socket of this.#sockets) socket.destroy()
    this.#state.isSilent = false
  }

  close() {
    this.speak()
    this.#close()
  }
}
