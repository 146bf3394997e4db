import type { Socket } from 'node:net'
import { StringDecoder } from 'node:string_decoder'
import { type LineHandlers, LineSplitter } from '../lines.ts'

type Handlers = Omit<LineHandlers, 'onMarker'> & { onComplete(): void }

/** One output stream of a task process, for the time of one attempt: bytes in, lines out, until the marker comes. */
export class OutputSource {
  isComplete = false
  #socket: Socket
  #decoder = new StringDecoder('utf8')
  #splitter: LineSplitter
  #onComplete: () => void

  constructor(socket: Socket, marker: string, { onLine, takeControl, onComplete }: Handlers) {
    this.#socket = socket
    this.#onComplete = onComplete
    this.#splitter = new LineSplitter(marker, { onLine, takeControl, onMarker: () => this.#finish() })
    socket.on('data', this.#receive)
    socket.once('close', this.#finish)
    if (socket.destroyed) queueMicrotask(this.#finish)
  }

  /** Lets the task wait, as a full pipe does. */
  pause(isFull: boolean) {
    if (isFull && !this.#socket.isPaused()) this.#socket.pause()
    else if (!isFull && this.#socket.isPaused()) this.#socket.resume()
  }

  flush() {
    this.#splitter.flush()
  }

  stop() {
    this.#socket.off('data', this.#receive)
    this.#socket.off('close', this.#finish)
    this.#socket.resume() // what comes too late is read and thrown away
    this.#splitter.push(this.#decoder.end())
    this.#splitter.end()
  }

  #receive = (data: Buffer) => {
    this.#splitter.push(this.#decoder.write(data))
  }

  #finish = () => {
    if (this.isComplete) return
    this.isComplete = true
    this.#onComplete()
  }
}
