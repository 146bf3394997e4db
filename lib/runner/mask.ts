import { masked } from '../secrets.ts'

/** A shorter value would be found in the middle of words; it is no secret either. */
const shortest = 4

/** Takes secret values out of everything that a run shows. */
export class Mask {
  /** The longest first, so that none leaves a piece of a longer one behind. */
  #values: string[]
  #pattern: RegExp | null

  /** Of a value with several lines, such as a key, each line is a secret of its own. */
  constructor(values: string[]) {
    const pieces = values.flatMap((value) => [value, ...value.split(/\r?\n/)]).map((piece) => piece.trim())
    const long = pieces.filter((piece) => piece.length >= shortest)
    this.#values = [...new Set(long)].sort((a, b) => b.length - a.length)
    this.#pattern = long.length > 0 ? new RegExp(this.#values.map(RegExp.escape).join('|'), 'g') : null
  }

  text(text: string): string {
    return this.#pattern ? text.replace(this.#pattern, masked) : text
  }

  /** JSON text stays JSON: only texts, names and numbers in it are looked at. */
  json(json: string): string {
    return this.#pattern ? JSON.stringify(this.#value(JSON.parse(json))) : json
  }

  /** For pieces of text that follow each other: a secret that is cut by the end of one is found all the same. */
  stream(): (piece: string, isLast: boolean) => string {
    let held = ''
    return (piece, isLast) => {
      const text = this.text(held + piece)
      const end = isLast ? text.length : text.length - this.#beginningAtEndOf(text)
      held = text.slice(end)
      return text.slice(0, end)
    }
  }

  /** How much of the end of a text may be the beginning of a secret. */
  #beginningAtEndOf(text: string): number {
    const lengths = this.#values.map((value) => {
      for (let length = Math.min(value.length - 1, text.length); length > 0; length--) {
        if (text.endsWith(value.slice(0, length))) return length
      }
      return 0
    })
    return Math.max(0, ...lengths)
  }

  #value(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.#value(each))
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [this.text(key), this.#value(each)]),
      )
    }
    const text = this.text(String(value))
    return typeof value === 'string' || text !== String(value) ? text : value
  }
}
