import { createContext, Script } from 'node:vm'
import type { ProgressValue } from '../progress.ts'

/** How much of the end of the output is looked at, in UTF-16 units: several states of any progress bar. */
const window = 1_000
/** A pattern may take for ever on some text; everything else of the runner would wait for it. */
const patienceMs = 100

type Found = { groups: Record<string, string> | undefined; values: (string | undefined)[] }

const room = createContext({ pattern: '', text: '' })
const find = new Script(`(() => {
  const found = [...text.matchAll(new RegExp(pattern, 'g'))].at(-1)
  return found ? JSON.stringify({ groups: found.groups, values: found.slice(1) }) : null
})()`)

/**
 * Reads progress out of the output of a script that knows nothing of us. One group of the pattern is percent, two are
 * how much is done and out of how much; groups by the names `done`, `total` and `note` may stand in any order.
 */
export class ProgressPattern {
  #pattern: string
  #ends = { o: '', e: '' }
  #news = new Set<'o' | 'e'>()

  constructor(pattern: string) {
    this.#pattern = pattern
  }

  feed(stream: 'o' | 'e', text: string) {
    this.#ends[stream] = (this.#ends[stream] + text).slice(-window)
    this.#news.add(stream)
  }

  /**
   * What the newest match in each stream says, where there was output since the last look.
   * @throws Error when the pattern takes too long.
   */
  look(): ProgressValue[] {
    const found = [...this.#news].map((stream) => this.#find(this.#ends[stream]))
    this.#news.clear()
    return found.map((each) => each && progressOf(each)).filter((value) => value !== null)
  }

  #find(text: string): Found | null {
    Object.assign(room, { pattern: this.#pattern, text })
    const json = find.runInContext(room, { timeout: patienceMs }) as string | null
    return json === null ? null : JSON.parse(json)
  }
}

function progressOf({ groups, values }: Found): ProgressValue | null {
  const [first, second] = values
  const done = numberOf(groups?.done ?? first)
  const total = groups ? groups.total : values.length > 1 ? second : '100'
  if (done === null) return null
  return { done, total: total === undefined ? null : numberOf(total), note: groups?.note?.trim() ?? null }
}

/** `1,234` and `1 234` are how people write 1234. */
function numberOf(text: string | undefined): number | null {
  const value = Number(text?.replaceAll(/[,_\s]/g, '') || Number.NaN)
  return Number.isFinite(value) ? value : null
}
