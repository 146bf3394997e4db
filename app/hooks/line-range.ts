/** Lines that an address names, by their numbers. */
export type LineRange = { first: number; last: number }

/** `#L120` and `#L120-L140`, whichever end comes first; null for anything else. */
export function lineRangeOf(hash: string): LineRange | null {
  const [, one, other] = /^#L(\d{1,15})(?:-L?(\d{1,15}))?$/.exec(hash) ?? []
  const ends = [Number(one), Number(other ?? one)]
  if (!ends.every((end) => end >= 1)) return null
  return { first: Math.min(...ends), last: Math.max(...ends) }
}

export const hashOf = ({ first, last }: LineRange) => (first === last ? `#L${first}` : `#L${first}-L${last}`)

/** From the line that was chosen first to this one. */
export function extended(range: LineRange | null, line: number): LineRange {
  const anchor = range?.first ?? line
  return { first: Math.min(anchor, line), last: Math.max(anchor, line) }
}
