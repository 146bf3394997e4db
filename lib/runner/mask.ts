import { masked } from '../secrets.ts'

/** A shorter value would be found in the middle of words; it is no secret either. */
const shortest = 4

type Range = { start: number; end: number }

/** Takes secret values out of everything that a run shows. */
export class Mask {
  /** By their first letters: how many there are, and how long, costs next to nothing. */
  #byStart: Map<string, string[]>

  /** Of a value with several lines, such as a key, each line is a secret of its own. */
  constructor(values: string[]) {
    const lines = values.flatMap((value) => value.split(/\r?\n/)).map((line) => line.trim())
    // As it stands in JSON, which is how a task finds its input.
    const written = lines.flatMap((line) => [line, JSON.stringify(line).slice(1, -1)])
    const secrets = new Set(written.filter((text) => text.length >= shortest))
    this.#byStart = Map.groupBy(secrets, (text) => text.slice(0, shortest))
  }

  text(text: string): string {
    return hide(text, this.#find(text))
  }

  /** The beginning of a longer text: what may be the beginning of a secret is left out. */
  beginning(text: string): string {
    return this.stream()(text, false)
  }

  /** JSON text stays JSON: texts and names in it are looked at, and numbers that are a secret as a whole. */
  json(json: string): string {
    return this.#byStart.size > 0 ? JSON.stringify(this.#value(JSON.parse(json))) : json
  }

  /** For pieces of text that follow each other: a secret that is cut by the end of one is found all the same. */
  stream(): (piece: string, isLast: boolean) => string {
    let held = ''
    return (piece, isLast) => {
      const text = held + piece
      const found = this.#find(text)
      const end = isLast ? text.length : this.#endOfSafe(text, found)
      held = text.slice(end)
      return hide(text.slice(0, end), found)
    }
  }

  /** Where secrets stand, in their order; those that overlap are one. */
  #find(text: string): Range[] {
    const found: Range[] = []
    if (this.#byStart.size === 0) return found
    for (let start = 0; start + shortest <= text.length; start++) {
      const values = this.#byStart.get(text.slice(start, start + shortest)) ?? []
      const lengths = values.filter((value) => text.startsWith(value, start)).map(({ length }) => length)
      if (lengths.length === 0) continue
      const end = start + Math.max(...lengths)
      const last = found.at(-1)
      if (last && start < last.end) last.end = Math.max(last.end, end)
      else found.push({ start, end })
    }
    return found
  }

  /** Up to where no secret can begin that goes on in the next piece. */
  #endOfSafe(text: string, found: Range[]): number {
    const values = [...this.#byStart.values()].flat()
    const longest = Math.max(0, ...values.map(({ length }) => length))
    let end = Math.max(0, text.length - longest + 1)
    const mayBegin = (value: string) => value.length > text.length - end && value.startsWith(text.slice(end))
    while (end < text.length && !values.some(mayBegin)) end++
    return found.find((range) => range.start < end && range.end > end)?.start ?? end
  }

  #value(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.#value(each))
    if (typeof value === 'string') return this.text(value)
    if (typeof value === 'number') return this.text(String(value)) === masked ? masked : value
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [this.text(key), this.#value(each)]))
  }
}

function hide(text: string, found: Range[]): string {
  let shown = ''
  let from = 0
  for (const { start, end } of found) {
    if (start >= text.length) break
    shown += text.slice(from, start) + masked
    from = end
  }
  return shown + text.slice(from)
}
