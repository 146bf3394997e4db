import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Ticker } from './ticker.ts'

let written: [number, number][]
let ticker: Ticker<number>

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  written = []
  ticker = new Ticker(250, (value) => written.push([Date.now(), value]))
})
afterEach(() => void vi.useRealTimers())

test('the first value is written at once', () => {
  ticker.push(1)
  expect(written).toEqual([[0, 1]])
})

test('of many values the newest is written, four times a second', () => {
  for (let i = 1; i <= 1000; i++) {
    ticker.push(i)
    vi.advanceTimersByTime(1)
  }
  expect(written).toEqual([
    [0, 1],
    [250, 250],
    [500, 500],
    [750, 750],
    [1000, 1000],
  ])
})

test('after a pause the next value is written at once again', () => {
  ticker.push(1)
  vi.advanceTimersByTime(10_000)
  ticker.push(2)
  expect(written).toEqual([
    [0, 1],
    [10_000, 2],
  ])
  expect(vi.getTimerCount()).toBe(1)
})

test('nothing is written twice, and a quiet ticker holds no timer', () => {
  ticker.push(1)
  vi.advanceTimersByTime(10_000)
  expect(written).toHaveLength(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('stopping writes the last value and leaves no timer', () => {
  ticker.push(1)
  ticker.push(2)
  ticker.push(3)
  ticker.stop()
  expect(written).toEqual([
    [0, 1],
    [0, 3],
  ])
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(10_000)
  expect(written).toHaveLength(2)
})

test('flushing writes what waits, and once only', () => {
  ticker.flush()
  ticker.push(1)
  ticker.push(2)
  ticker.flush()
  ticker.flush()
  vi.advanceTimersByTime(10_000)
  expect(written).toEqual([
    [0, 1],
    [0, 2],
  ])
})
