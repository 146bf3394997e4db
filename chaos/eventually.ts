import { setTimeout as sleep } from 'node:timers/promises'

const lookEveryMs = 20

/** Waits until `look` gives something that is not falsy, and gives it on; only a hang reaches the deadline. */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = 30_000,
): Promise<NonNullable<T>> {
  for (const deadline = performance.now() + withinMs; ; ) {
    const found = await look()
    if (found) return found
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs / 1000} s in vain: ${what}.`)
    await sleep(lookEveryMs)
  }
}
