import { setImmediate as breathe } from 'node:timers/promises'
import { defineTask, z } from 'runboard'

export default defineTask({
  title: 'Count primes',
  description: 'Keeps one core fully busy, while the pages and the API answer as if nothing ran.',
  input: z.object({
    upTo: z
      .int()
      .min(2)
      .max(1_000_000_000)
      .default(40_000_000)
      .describe('Count the primes up to this number'),
  }),
  timeout: '1h',
  // Several may run at once: each needs a core of its own.
  concurrency: 4,
  async run({ input, progress, log, signal }) {
    let primes = 0
    for (let from = 2; from <= input.upTo; from += chunk) {
      primes += countPrimes(from, Math.min(from + chunk - 1, input.upTo))
      progress(Math.min(from + chunk - 1, input.upTo), input.upTo, `${primes} primes`)
      // A loop that never pauses cannot hear a cancel: let the event loop turn, then look.
      await breathe()
      signal.throwIfAborted()
    }
    log(`There are ${primes} primes up to ${input.upTo}`)
    return { primes }
  },
})

const chunk = 100_000

/** Trial division, slow on purpose. */
function countPrimes(from: number, to: number): number {
  let primes = 0
  for (let candidate = from; candidate <= to; candidate++) if (isPrime(candidate)) primes++
  return primes
}

function isPrime(candidate: number): boolean {
  for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) return false
  return true
}
