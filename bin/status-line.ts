import { fitted } from './width.ts'

export type Terminal = { write(text: string): unknown; isTTY?: boolean; columns?: number }

const erase = '\r\x1b[K'

/** One line at the bottom of a terminal: whatever else is written goes above it. */
export class StatusLine {
  #terminal: Terminal
  #text = ''
  #question = ''
  #isAway = false

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  /** Text without control characters; it is cut where it would not fit into one line. Nothing hides the line. */
  show(text: string) {
    if (text === this.#text) return
    this.#text = text
    this.#draw()
  }

  /** Stands in the place of the text, with the cursor behind it, until it is answered. */
  ask(question: string) {
    this.#question = question
    this.#draw()
  }

  answered() {
    this.ask('')
  }

  /** Whatever `write` writes, it is drawn again only once, below all of that. */
  above(write: () => void) {
    if (this.#isAway || !this.#shown) return write()
    this.#terminal.write(erase)
    this.#isAway = true
    write()
    this.#isAway = false
    this.#draw()
  }

  get #shown() {
    return this.#question || this.#text
  }

  #draw() {
    // The last column stays free: some terminals begin a new line once it is filled.
    this.#terminal.write(`${erase}${fitted(this.#shown, (this.#terminal.columns || 80) - 1)}`)
  }
}
