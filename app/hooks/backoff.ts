const first = 250
const longest = 2500

/** Milliseconds before the next try after `failures` in a row: doubling, jittered, never more than 2.5 s. */
export function backoff(failures: number, random = Math.random) {
  const step = Math.min(longest, first * 2 ** (failures - 1))
  return step * (0.5 + random() / 2)
}
