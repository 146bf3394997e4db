/** Where time comes from, so that tests can be instant. */
export type Clock = { now(): number }

export const systemClock: Clock = { now: () => Date.now() }

export const iso = (milliseconds: number) => new Date(milliseconds).toISOString()

export const isoOrNull = (milliseconds: number | null) => (milliseconds === null ? null : iso(milliseconds))
