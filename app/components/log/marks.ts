import type { Span } from './ansi.ts'

export type MarkedSpan = Span & { isMatch: boolean }

/** The pieces of a line, cut so that what `pattern` finds, over several of them too, is in pieces of its own. */
export function markedSpans(spans: Span[], pattern: RegExp | null): MarkedSpan[] {
  const found = pattern ? [...textOf(spans).matchAll(pattern)] : []
  if (found.length === 0) return spans.map((span) => ({ ...span, isMatch: false }))
  const places = found.map((match) => ({ from: match.index, to: match.index + match[0].length }))
  let start = 0
  return spans.flatMap((span) => {
    const pieces = piecesOf(span, places, start)
    start += span.text.length
    return pieces
  })
}

const textOf = (spans: Span[]) => spans.map(({ text }) => text).join('')

type Place = { from: number; to: number }

function piecesOf({ text, classes }: Span, places: Place[], start: number): MarkedSpan[] {
  const pieces: MarkedSpan[] = []
  const add = (from: number, to: number, isMatch: boolean) => {
    if (to > from) pieces.push({ text: text.slice(from, to), classes, isMatch })
  }
  let at = 0
  for (const place of places) {
    const from = Math.max(at, Math.min(text.length, place.from - start))
    const to = Math.max(from, Math.min(text.length, place.to - start))
    add(at, from, false)
    add(from, to, true)
    at = to
  }
  add(at, text.length, false)
  return pieces
}
