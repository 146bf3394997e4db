/** From a stream of text to lines, with nothing lost: a line that is not finished is passed on as partial. */

/** Longer lines are cut into partial pieces; in UTF-16 units. */
export const longestLine = 16 * 1024
/** A line that begins with `::` may become a control line with an output of up to 256 KB. */
const longestControl = 260 * 1024

export type LineHandlers = {
  onLine(text: string, partial: boolean): void
  /** Asked first about every whole line that begins with `::`; true takes it out. */
  takeControl(line: string): boolean
  onMarker(): void
}

export class LineSplitter {
  #rest = ''
  #marker: string
  #handlers: LineHandlers

  /** A line that ends with `marker` ends the output; whatever stands before the marker is a partial line. */
  constructor(marker: string, handlers: LineHandlers) {
    this.#marker = marker
    this.#handlers = handlers
  }

  push(text: string) {
    let start = 0
    const buffer = this.#rest + text
    // What is left of the last push holds no line end: there is no need to look through it again.
    for (let from = this.#rest.length; ; from = start) {
      const end = buffer.indexOf('\n', from)
      if (end === -1) break
      this.#line(buffer.slice(start, end))
      start = end + 1
    }
    const rest = buffer.slice(start)
    const most = rest.startsWith('::') ? longestControl : longestLine + this.#marker.length
    this.#rest = rest.length > most ? this.#cut(rest, longestLine + this.#marker.length) : rest
  }

  /** Passes on what waits for its line end, so that a prompt or a progress bar is seen while it stands. */
  flush() {
    if (this.#rest.startsWith('::')) return // may become a control line
    const held = this.#rest.lastIndexOf('\0')
    const end = held !== -1 && this.#marker.startsWith(this.#rest.slice(held)) ? held : this.#rest.length
    if (end > 0) this.#handlers.onLine(this.#rest.slice(0, end), true)
    this.#rest = this.#rest.slice(end)
  }

  /** The stream is over: the rest is all there is. */
  end() {
    if (this.#rest) this.#emit(this.#rest, true)
    this.#rest = ''
  }

  #line(line: string) {
    if (line.startsWith('::') && this.#handlers.takeControl(line)) return
    if (!line.endsWith(this.#marker)) {
      this.#emit(line, false)
      return
    }
    const before = line.slice(0, -this.#marker.length)
    if (before) this.#emit(before, true)
    this.#handlers.onMarker()
  }

  #emit(text: string, partial: boolean) {
    this.#handlers.onLine(this.#cut(text, longestLine), partial)
  }

  /** Emits pieces of `longestLine` until at most `most` are left, and returns what is left. */
  #cut(text: string, most: number): string {
    let rest = text
    while (rest.length > most) {
      const end = isHighSurrogate(rest.charCodeAt(longestLine - 1)) ? longestLine - 1 : longestLine
      this.#handlers.onLine(rest.slice(0, end), true)
      rest = rest.slice(end)
    }
    return rest
  }
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit < 0xdc00
