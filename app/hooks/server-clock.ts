/** The server's clock as the browser knows it: elapsed times stay right where the two disagree. */
let offset = 0

/** Learns from the `Date` header, which is cut to whole seconds: a small difference is taken for none. */
export function learnServerTime(date: string | null) {
  const difference = Date.parse(date ?? '') + 500 - Date.now()
  if (Number.isFinite(difference)) offset = Math.abs(difference) < 2000 ? 0 : difference
}

/** Milliseconds since the epoch on the server. */
export const serverNow = () => Date.now() + offset
