/** Random numbers in [0, 1) that a seed repeats. The seed is printed; CHAOS_SEED sets it. */
export function seeded(seed = seedOf()): () => number {
  console.log(`CHAOS_SEED=${seed}`)
  return mulberry32(seed)
}

export const seedOf = () => Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31))

function mulberry32(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
