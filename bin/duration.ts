const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const

/** The two largest units of so many milliseconds: `1m 12s`; below ten seconds with one decimal: `0.4s`. */
export function inWords(ms: number): string {
  if (ms < 9950) return `${(Math.max(0, ms) / 1000).toFixed(1)}s`
  const whole = Math.round(ms / 1000) * 1000
  const first = units.findIndex(([, length]) => whole >= length)
  const [name, length] = units[first] ?? units[3]
  const head = `${Math.floor(whole / length)}${name}`
  const [nextName, nextLength] = units[first + 1] ?? []
  return nextName && nextLength ? `${head} ${Math.floor((whole % length) / nextLength)}${nextName}` : head
}
