/** Installations for tests. */
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { violations } from './history.ts'
import { Installation, type Settings } from './installation.ts'

/** A test on an installation of its own. */
export function onBoard(work: (board: Installation) => Promise<void>, settings: Settings = {}) {
  return async () => {
    const board = new Installation(settings)
    try {
      await work(board)
      await hasSoundHistory(board)
    } finally {
      await board.close()
    }
  }
}

/** One installation for all tests of a file: none of them harms the others. */
export function sharedBoard(tasks: Record<string, string>, settings: Settings = {}): Installation {
  const board = new Installation(settings)
  beforeAll(async () => {
    for (const [name, source] of Object.entries(tasks)) board.task(name, source)
    await board.start()
  })
  afterEach(() => hasSoundHistory(board))
  afterAll(() => board.close())
  return board
}

/** Whatever a test is about, all that happened on its board must be sound in the end. */
export async function hasSoundHistory(board: Installation) {
  expect(violations(await board.history())).toEqual([])
}
