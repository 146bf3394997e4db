import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { policyOf } from '../policy.ts'
import { databases } from '../store/contract/databases.ts'
import { useStore } from '../store/contract/store-in-test.ts'
import { keepFile } from '../store/files.ts'
import { AttemptFolder } from './attempt-folder.ts'
import type { LoadedTask } from './definitions.ts'
import { bringInput, safeName } from './input-files.ts'

describe('an uploaded file as a task gets it', () => {
  const store = useStore(databases[0] as (typeof databases)[0])
  const file = { type: 'string', format: 'file' }
  const task: LoadedTask = {
    name: 'report',
    kind: 'function',
    policy: policyOf({}),
    inputSchema: { properties: { a: file, b: file } },
    passes: [],
    envFile: null,
    progress: null,
    file: '/tasks/report.ts',
  }

  test('is a copy under its name, in a folder of its own', async () => {
    const data = mkdtempSync(path.join(tmpdir(), 'runboard-input-'))
    await store.runner('first', { report: {} })
    const upload = async (text: string) => {
      async function* bytes() {
        yield Buffer.from(text)
      }
      return keepFile(store.db, { name: 'table.csv', run: null, attempt: null, now: 1 }, bytes(), {
        limit: 100,
      })
    }
    const [a, b] = [await upload('one'), await upload('two')]
    const files = [a, b].map(({ id }) => ({ name: 'any', id }))
    const claim = await store.running({ files, input: JSON.stringify({ a: a.id, b: b.id, c: a.id }) })
    const folder = new AttemptFolder(data, claim)
    await folder.create()
    const { signal } = new AbortController()
    const input = await bringInput(store.db, await store.row(claim.run), task, folder, signal)
    expect(input.c).toBe(a.id)
    for (const [found, text] of [
      [input.a, 'one'],
      [input.b, 'two'],
    ] as const) {
      expect(path.isAbsolute(String(found)) && path.basename(String(found))).toBe('table.csv')
      expect(readFileSync(String(found), 'utf8')).toBe(text)
    }
    await folder.remove()
    expect(() => readFileSync(String(input.a))).toThrow()
    rmSync(data, { recursive: true })
  })
})

test('a name is the last part of a path, whatever it was', () => {
  expect(['..', '.', '', 'a/../b', 'a\nb', 'report.csv', '.hidden', 'ä\ud800'].map(safeName)).toEqual([
    'file',
    'file',
    'file',
    'a_.._b',
    'a_b',
    'report.csv',
    '.hidden',
    'ä_',
  ])
  const long = safeName(`${'日'.repeat(250)}.csv`)
  expect([Buffer.byteLength(long) <= 200, long.endsWith('日.csv')]).toEqual([true, true])
  expect(Buffer.byteLength(safeName(`a.${'b'.repeat(250)}`))).toBe(200)
})
