import { expect, test } from 'vitest'
import type { AttemptFolder } from './attempt-folder.ts'
import type { LoadedTask } from './definitions.ts'
import { prepare } from './prepare.ts'

/** A folder that cannot be made the first `times`, for the reason `code`. */
function parts(times: number, code: string, signal = new AbortController().signal) {
  const said: string[] = []
  let tries = 0
  const folder = {
    create: async () => {
      if (++tries <= times) throw Object.assign(new Error(`${code}: no room`), { code })
    },
    remove: () => Promise.reject(new Error('nothing can be removed either')),
  } as unknown as AttemptFolder
  const run = { input: '{"month":"2026-10"}' }
  const all = { db: {}, run, task: { inputSchema: {} } as LoadedTask, folder, signal }
  return { said, tries: () => tries, all: { ...all, say: (text: string) => said.push(text) } as never }
}

test.each(['ENOSPC', 'EMFILE', 'EROFS'])(
  'a machine without room (%s) is waited for, which the log says once',
  async (code) => {
    const { said, tries, all } = parts(3, code)
    expect(await prepare(all)).toEqual({ input: { month: '2026-10' }, trouble: null })
    expect([tries(), said]).toEqual([4, [`It waits for the machine: ${code}: no room`]])
  },
)

test('anything else is told as why the task cannot start', async () => {
  const { tries, all } = parts(1, 'EACCES')
  expect(await prepare(all)).toEqual({
    input: {},
    trouble: 'Its files could not be prepared: EACCES: no room',
  })
  expect(tries()).toBe(1)
})

test('a run that is asked to stop meanwhile waits no longer', async () => {
  const stop = new AbortController()
  const { all } = parts(Number.POSITIVE_INFINITY, 'ENOSPC', stop.signal)
  const waiting = prepare(all)
  stop.abort()
  expect((await waiting).trouble).toContain('ENOSPC')
})
