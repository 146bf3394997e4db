/** Ctrl-C while a run is followed: the run goes on unless somebody says at the terminal that it shall not. */
import { messageOf } from '../lib/errors.ts'
import { exitCodes } from './exit-codes.ts'
import { Failure } from './failure.ts'
import { runPath } from './run-path.ts'
import type { Session } from './session.ts'

export class Interrupt implements Disposable {
  #session: Session
  #id: string
  #mayAsk: boolean
  #state: 'following' | 'asking' | 'canceling'
  #left = new AbortController()

  /** Listens until it is disposed of. A run that `is canceling` has been asked to stop already. */
  constructor(session: Session, id: string, run: 'may be canceled' | 'is watched' | 'is canceling') {
    this.#session = session
    this.#id = id
    this.#state = run === 'is canceling' ? 'canceling' : 'following'
    this.#mayAsk = run === 'may be canceled' && process.stdin.isTTY && session.screen.statusLine !== null
    process.on('SIGINT', this.#onInterrupt)
  }

  /** Aborts with the `Failure` that ends the command. */
  get signal(): AbortSignal {
    return this.#left.signal
  }

  [Symbol.dispose]() {
    process.off('SIGINT', this.#onInterrupt)
    this.#stopAsking()
  }

  #onInterrupt = () => {
    if (this.#state === 'following' && this.#mayAsk) this.#ask()
    else this.#leave()
  }

  /** One key is the answer; meanwhile the log goes on above the question. */
  #ask() {
    this.#state = 'asking'
    this.#session.screen.statusLine?.ask('Cancel the run? [y/N] ')
    process.stdin.setRawMode(true).on('data', this.#onKey).resume()
  }

  #onKey = (key: Buffer) => {
    this.#stopAsking()
    this.#state = 'following'
    const answer = key.toString().at(0) ?? ''
    if (answer === '\x03') this.#leave()
    else if (answer.toLowerCase() === 'y') void this.#cancel()
  }

  #stopAsking() {
    if (this.#state !== 'asking') return
    process.stdin.off('data', this.#onKey).pause().setRawMode(false)
    this.#session.screen.statusLine?.answered()
  }

  /** Its end is waited for as before. */
  async #cancel() {
    const { api, screen } = this.#session
    this.#state = 'canceling'
    try {
      await api.json(runPath(this.#id, 'cancel'), { method: 'POST' })
    } catch (error) {
      this.#state = 'following'
      screen.complain(messageOf(error))
    }
  }

  #leave() {
    const words =
      this.#state === 'canceling'
        ? `${this.#id} is being canceled.`
        : `${this.#id} goes on. To cancel it: runboard cancel ${this.#id}`
    this.#left.abort(new Failure(words, exitCodes.left))
  }
}
