import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Watches, watches } from './watch.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }))
afterEach(() => void vi.useRealTimers())

/** Something that changes when told to, counts how often it is read, and can take its time. */
function fakeSource() {
  const listeners = new Set<() => void>()
  const source = {
    value: 0,
    reads: 0,
    listeners,
    onChange(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    set(value: number) {
      source.value = value
      for (const listener of listeners) listener()
    },
    async read() {
      source.reads++
      return source.value
    },
  }
  return source
}

const never = new AbortController().signal
const isNot = (known: number) => (value: number) => value !== known

/** Lets the promises run that are due now. */
const settle = () => vi.advanceTimersByTimeAsync(0)

test('a value that is news already is answered at once', async () => {
  const source = fakeSource()
  source.value = 1
  expect(await new Watches(source).until('a', source.read, isNot(0), never)).toBe(1)
})

test('a change is answered as soon as it comes', async () => {
  const source = fakeSource()
  const waiting = new Watches(source).until('a', source.read, isNot(0), never)
  await vi.advanceTimersByTimeAsync(60)
  source.set(1)
  expect(await waiting).toBe(1)
})

test('another request gets its turn before all who wait are answered', async () => {
  const source = fakeSource()
  const all = new Watches(source)
  const turns: string[] = []
  const waiting = Array.from({ length: 30 }, async () => {
    await all.until('a', source.read, isNot(0), never)
    if (turns.length === 0) setImmediate(() => turns.push('another'))
    turns.push('waiter')
  })
  await vi.advanceTimersByTimeAsync(60)
  source.set(1)
  await vi.advanceTimersByTimeAsync(60)
  await Promise.all(waiting)
  expect(turns).toHaveLength(31)
  expect(turns.indexOf('another')).toBeLessThan(30)
})

test('a change that is no news to the waiter is not answered', async () => {
  const source = fakeSource()
  const answered = vi.fn()
  const waiting = new Watches(source).until('a', source.read, isNot(0), never).then(answered)
  await vi.advanceTimersByTimeAsync(60)
  source.set(0)
  await vi.advanceTimersByTimeAsync(60)
  expect(source.reads).toBe(2)
  expect(answered).not.toHaveBeenCalled()
  source.set(1)
  await waiting
})

test('many who wait for one key share each read', async () => {
  const source = fakeSource()
  const all = new Watches(source)
  const waiting = Array.from({ length: 500 }, () => all.until('a', source.read, isNot(0), never))
  await vi.advanceTimersByTimeAsync(60)
  source.set(1)
  expect(new Set(await Promise.all(waiting))).toEqual(new Set([1]))
  expect(source.reads).toBe(2)
})

test('those who come back with what they got share the value that is there', async () => {
  const source = fakeSource()
  const all = new Watches(source)
  const first = all.until('a', source.read, isNot(0), never)
  source.set(1)
  await vi.advanceTimersByTimeAsync(60)
  await first
  const reads = source.reads
  const again = Array.from({ length: 500 }, () => all.until('a', source.read, isNot(1), never))
  await settle()
  expect(source.reads).toBe(reads)
  await vi.advanceTimersByTimeAsync(60)
  source.set(2)
  expect(new Set(await Promise.all(again))).toEqual(new Set([2]))
})

test('two keys are read apart', async () => {
  const source = fakeSource()
  const all = new Watches(source)
  const both = [
    all.until(
      'a',
      async () => 'a',
      () => true,
      never,
    ),
    all.until(
      'b',
      async () => 'b',
      () => true,
      never,
    ),
  ]
  expect(await Promise.all(both)).toEqual(['a', 'b'])
})

test('however much changes, it is read at most every 50 ms', async () => {
  const source = fakeSource()
  const waiting = new Watches(source).until('a', source.read, (value) => value === 1000, never)
  for (let value = 1; value <= 999; value++) {
    source.set(value)
    await vi.advanceTimersByTimeAsync(1)
  }
  expect(source.reads).toBeLessThanOrEqual(20)
  source.set(1000)
  await vi.advanceTimersByTimeAsync(60)
  expect(await waiting).toBe(1000)
})

test('a change during a read is not lost', async () => {
  const source = fakeSource()
  const slow = Promise.withResolvers<void>()
  const read = async () => {
    const value = await source.read()
    await slow.promise
    return value
  }
  const waiting = new Watches(source).until('a', read, isNot(0), never)
  await settle()
  source.set(1)
  slow.resolve()
  await vi.advanceTimersByTimeAsync(60)
  expect(await waiting).toBe(1)
})

test('a change after the first value and before the waiting is not lost', async () => {
  const source = fakeSource()
  const all = new Watches(source)
  const first = await all.until('a', source.read, () => true, never)
  source.set(1)
  const waiting = all.until('a', source.read, isNot(first), never)
  await vi.advanceTimersByTimeAsync(60)
  expect(await waiting).toBe(1)
})

test('what changes with time alone is seen within 5 s', async () => {
  const source = fakeSource()
  const waiting = new Watches(source).until('a', source.read, isNot(0), never)
  await settle()
  source.value = 1
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await waiting).toBe(1)
})

test('while nothing changes it is read every 5 s only', async () => {
  const source = fakeSource()
  const leave = new AbortController()
  const waiting = new Watches(source).until('a', source.read, isNot(0), leave.signal)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(source.reads).toBe(5)
  leave.abort()
  await waiting
})

test('an abort releases the waiter at once, with the newest value', async () => {
  const source = fakeSource()
  const controller = new AbortController()
  const waiting = new Watches(source).until('a', source.read, isNot(0), controller.signal)
  await settle()
  controller.abort()
  expect(await waiting).toBe(0)
})

test('an abort before the first value waits for that value only', async () => {
  const source = fakeSource()
  expect(await new Watches(source).until('a', source.read, isNot(0), AbortSignal.abort())).toBe(0)
})

test('an abort releases nobody else', async () => {
  const source = fakeSource()
  const all = new Watches(source)
  const controller = new AbortController()
  const leaving = all.until('a', source.read, isNot(0), controller.signal)
  const staying = all.until('a', source.read, isNot(0), never)
  await vi.advanceTimersByTimeAsync(60)
  controller.abort()
  await leaving
  source.set(1)
  expect(await staying).toBe(1)
})

test('a read that fails is told to all who wait, and the next one reads again', async () => {
  const source = fakeSource()
  const all = new Watches(source)
  let broken = true
  const read = async () => {
    if (broken) throw new Error('gone')
    return source.read()
  }
  const outcomes = Promise.allSettled([
    all.until('a', read, isNot(0), never),
    all.until('a', read, isNot(0), never),
  ])
  await settle()
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  broken = false
  source.value = 1
  const next = all.until('a', read, isNot(0), never)
  await vi.advanceTimersByTimeAsync(60)
  expect(await next).toBe(1)
})

test('a watch without waiters goes away, also while everything changes', async () => {
  const source = fakeSource()
  const all = new Watches(source)
  await all.until('a', source.read, () => true, never)
  expect([all.size, source.listeners.size]).toEqual([1, 1])
  for (let ms = 0; ms < 1000; ms += 100) {
    source.set(ms)
    await vi.advanceTimersByTimeAsync(100)
  }
  expect([all.size, source.listeners.size]).toEqual([0, 0])
  expect(source.reads).toBe(1)
})

test('a watch with a waiter stays', async () => {
  const source = fakeSource()
  const all = new Watches(source)
  await all.until('a', source.read, () => true, never)
  const waiting = all.until('a', source.read, isNot(0), never)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(all.size).toBe(1)
  source.set(1)
  await vi.advanceTimersByTimeAsync(60)
  expect(await waiting).toBe(1)
})

test('the process has one set of watches for a source', () => {
  const source = fakeSource()
  expect(watches(source)).toBe(watches(source))
  expect(watches(source)).not.toBe(watches(fakeSource()))
})
