import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { folderSignature, listTaskFiles } from './tasks-folder.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runboard-tasks-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(file: string, text = '', mode = 0o644) {
  const whole = path.join(folder, file)
  mkdirSync(path.dirname(whole), { recursive: true })
  writeFileSync(whole, text)
  chmodSync(whole, mode)
}
const names = () => listTaskFiles(folder).map(({ name }) => name)

describe('a task', () => {
  test.each([
    ['a TypeScript file', 'report.ts', '', 0o644],
    ['a JavaScript module', 'report.mjs', '', 0o644],
    ['a script by its ending, though it may not run yet', 'report.py', 'print(1)', 0o644],
    ['a script by its first line', 'report', '#!/bin/sh\necho', 0o644],
    ['a script by its first line, whatever its ending', 'report.cgi', '#!/bin/sh\necho', 0o755],
    ['a program', 'report', '\x7fELF\x02', 0o755],
    ['a file without ending that may run', 'report', 'echo hello', 0o755],
  ])('is %s', (_, file, text, mode) => {
    write(file, text, mode)
    expect(listTaskFiles(folder)).toEqual([{ name: 'report', file: path.join(folder, file) }])
  })

  test('is also what a link leads to', () => {
    write('elsewhere/month.sh', '#!/bin/sh\n', 0o755)
    symlinkSync(path.join(folder, 'elsewhere/month.sh'), path.join(folder, 'report.sh'))
    expect(names()).toEqual(['report'])
  })

  test.each([
    ['a helper', '_shared.ts', '', 0o644],
    ['a hidden file', '.hidden.ts', '', 0o644],
    ['types', 'report.d.ts', '', 0o644],
    ['data', 'numbers.csv', 'a,b', 0o644],
    ['data on a disk where everything may run', 'numbers.csv', 'a,b', 0o755],
    ['a text without ending', 'README', 'Read me', 0o644],
    ['an empty file', 'empty', '', 0o644],
    ['a file in a folder', 'sub/report.ts', '', 0o644],
  ])('is not %s', (_, file, text, mode) => {
    write(file, text, mode)
    expect(names()).toEqual([])
  })

  test('is not a folder with the name of a task, nor a link that leads nowhere', () => {
    mkdirSync(path.join(folder, 'report.ts'))
    symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'broken.sh'))
    expect(names()).toEqual([])
  })

  test('two files of one name are both listed, so that somebody can say so', () => {
    write('report.ts')
    write('report.sh')
    write('a-first.ts')
    expect(names()).toEqual(['a-first', 'report', 'report'])
  })

  test('a folder that is missing has none', () => {
    expect(listTaskFiles(path.join(folder, 'missing'))).toEqual([])
  })
})

describe('the signature of the folder', () => {
  beforeEach(() => {
    write('report.ts', 'one')
    write('sub/helper.ts', 'one')
    write('_link/helper.ts', 'one')
    symlinkSync(path.join(folder, '_link'), path.join(folder, 'linked'))
    write('script.sh', '#!/bin/sh\n', 0o755)
  })

  test.each<[string, () => void]>([
    ['a task is added', () => write('new.ts')],
    ['a task is removed', () => rmSync(path.join(folder, 'report.ts'))],
    ['a task is changed', () => write('report.ts', 'longer')],
    ['a task is touched', () => utimesSync(path.join(folder, 'report.ts'), 1, 1)],
    ['a script gets its run bit', () => chmodSync(path.join(folder, 'script.sh'), 0o644)],
    ['a helper in a folder is changed', () => write('sub/helper.ts', 'longer')],
    ['a helper beside the tasks is added', () => write('_helper.ts')],
    ['a helper behind a link is changed', () => write('linked/helper.ts', 'longer')],
    ['a helper four folders down is added', () => write('a/b/c/d/helper.mjs')],
  ])('changes when %s', (_, change) => {
    const before = folderSignature(folder)
    change()
    expect(folderSignature(folder)).not.toBe(before)
  })

  test.each<[string, () => void]>([
    ['data is written', () => write('numbers.csv', '1')],
    ['data in a folder is written', () => write('sub/numbers.csv', '1')],
    ['Python compiles', () => write('__pycache__/report.ts', '1')],
    ['packages are installed', () => write('node_modules/x/index.js', '1')],
    ['something hidden changes', () => write('.git/hooks/x.js', '1')],
    ['nothing happens', () => {}],
  ])('stays when %s', (_, change) => {
    const before = folderSignature(folder)
    change()
    expect(folderSignature(folder)).toBe(before)
  })
})
