import { afterEach, expect, test, vi } from 'vitest'
import { DatabaseClock } from './database-clock.ts'

let elapsed = 0
afterEach(() => vi.restoreAllMocks())

/** A store whose clock shows `time` and which takes `tookMs` to say so. */
function clockOf(store: { time: number; tookMs: number }) {
  vi.spyOn(performance, 'now').mockImplementation(() => elapsed)
  return new DatabaseClock(async () => {
    elapsed += store.tookMs
    return store.time
  })
}

test('it goes on from what the store has said, whatever this machine thinks', async () => {
  const store = { time: 5_000_000, tookMs: 10 }
  const clock = clockOf(store)
  expect(await clock.sync()).toBe(5_000_000)
  expect(clock.now()).toBe(5_000_005)
  elapsed += 2_000
  vi.spyOn(Date, 'now').mockReturnValue(0)
  expect(clock.now()).toBe(5_002_005)
})

test('a difference that the way may have made does not set it', async () => {
  const store = { time: 5_000_000, tookMs: 10 }
  const clock = clockOf(store)
  await clock.sync()
  const before = clock.now()
  store.time += 14
  await clock.sync()
  expect(clock.now()).toBe(before + 10)
})

test('an answer that took long does not set it', async () => {
  const store = { time: 5_000_000, tookMs: 10 }
  const clock = clockOf(store)
  await clock.sync()
  Object.assign(store, { time: 9_000_000, tookMs: 3_000 })
  expect(await clock.sync()).toBe(9_000_000)
  expect(clock.now()).toBe(5_003_005)
})
