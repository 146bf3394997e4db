/** Durations as heights. */
export type Scale = {
  kind: 'linear' | 'log'
  /** Durations to draw lines at, in milliseconds. */
  ticks: number[]
  /** How high a duration stands: 0 at the foot, 1 at the head. */
  heightOf(ms: number): number
}

/** Linear, unless the longest would press most others into the foot. */
export function scaleFor(durations: readonly number[]): Scale {
  const sorted = durations.toSorted((a, b) => a - b)
  const longest = Math.max(shortestTop, sorted.at(-1) ?? 0)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0
  return longest > middle * crowded && longest > 1000 ? logarithmic(sorted, longest) : linear(longest)
}

/** Below that nobody can tell lengths apart. */
const shortestTop = 100
const crowded = 30
const mostLines = 4

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** What reads well as a distance between lines. */
const steps = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 20].map((n) => n * second),
  ...[1, 2, 5, 10, 20].map((n) => n * minute),
  ...[1, 2, 4, 8].map((n) => n * hour),
  ...[1, 2, 5, 10, 20].map((n) => n * day),
]

function linear(longest: number): Scale {
  const step = steps.find((each) => each >= longest / mostLines) ?? longest / mostLines
  const ticks = [1, 2, 3, 4].map((n) => n * step).filter((tick) => tick <= longest)
  return { kind: 'linear', ticks, heightOf: (ms) => ms / longest }
}

const powers = [0.1, 1, 10, 60, 600, 3600, 36_000, 864_000].map((n) => n * second)

function logarithmic(sorted: number[], longest: number): Scale {
  const shortest = Math.min(Math.max(sorted[0] ?? 0, shortestTop), longest / 10)
  const span = Math.log(longest / shortest)
  return {
    kind: 'log',
    ticks: powers.filter((power) => power >= shortest && power <= longest),
    heightOf: (ms) => Math.max(0, Math.log(Math.max(ms, shortest) / shortest) / span),
  }
}
