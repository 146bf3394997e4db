/** Times and how they are told. */

/** Milliseconds since 1970, finer than one. */
export const now = () => performance.timeOrigin + performance.now()

export function percentiles(values: number[]) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0)
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

/** How long each of `count` calls takes, one after the other, in milliseconds. */
export async function timed(count: number, call: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let index = 0; index < count; index++) {
    const before = performance.now()
    await call(index)
    times.push(performance.now() - before)
  }
  return times
}

export function round(value: number) {
  return value < 10 ? Math.round(value * 100) / 100 : Math.round(value * 10) / 10
}

export function report(title: string, figures: object) {
  console.log(title)
  console.table(figures)
}
