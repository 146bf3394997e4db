/** From a stream of text to lines, with nothing lost: a line that is not finished is passed on as partial. */

/** Longer lines are cut into partial pieces; in UTF-16 units. */
export const longestLine = 16 * 1024
/** A line that begins with `::` may become a control line with an output of up to 256 KB. */
const longestControl = 260 * 1024

export type LineHandlers = {
  /** Pieces are never longer than `longestLine`. */
  onLine(text: string, partial: boolean): void
  /** Asked first about every whole line that begins with `::`; true takes it out. */
  takeControl(line: string): boolean
  onMarker(): void
}

export class LineSplitter {
  #rest = ''
  /** A piece of the line was passed on already, so that what follows cannot be a control line. */
  #isContinued = false
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
    this.#rest = buffer.slice(start)
    const most = this.#mayBecomeControl() ? longestControl : longestLine + this.#marker.length
    if (this.#rest.length > most) this.#rest = this.#cut(this.#rest, longestLine + this.#marker.length)
  }

  /** Passes on what waits for its line end, so that a prompt or a progress bar is seen while it stands. */
  flush() {
    if (this.#mayBecomeControl()) return
    const held = this.#rest.lastIndexOf('\0')
    const end = held !== -1 && this.#marker.startsWith(this.#rest.slice(held)) ? held : this.#rest.length
    if (end === 0) return
    this.#emit(this.#rest.slice(0, end), true)
    this.#isContinued = true
    this.#rest = this.#rest.slice(end)
  }

  /** The stream is over: the rest is all there is. */
  end() {
    if (this.#rest) this.#pass(this.#rest, true)
    this.#rest = ''
  }

  #mayBecomeControl(): boolean {
    return !this.#isContinued && (this.#rest.startsWith('::') || this.#rest === ':')
  }

  #line(line: string) {
    const isLast = line.endsWith(this.#marker)
    const text = isLast ? line.slice(0, -this.#marker.length) : line
    if (text || !isLast) this.#pass(text, isLast)
    this.#isContinued = false
    if (isLast) this.#handlers.onMarker()
  }

  #pass(text: string, partial: boolean) {
    const isControl = !this.#isContinued && text.startsWith('::') && text.length <= longestControl
    if (isControl && this.#handlers.takeControl(text)) return
    this.#emit(text, partial)
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
      this.#isContinued = true
      rest = rest.slice(end)
    }
    return rest
  }
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit < 0xdc00
