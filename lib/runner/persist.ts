import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../errors.ts'

/** Writes what must not be lost: while the store is away, it tries again for as long as it takes. */
export async function persist<T>(write: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await write()
    } catch (error) {
      if (!isUnavailable(error)) throw error
      await sleep(Math.min(1_000, 50 * 2 ** tries))
    }
  }
}

export const isUnavailable = (error: unknown) => error instanceof AppError && error.code === 'unavailable'
