import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { databases } from '../store/contract/databases.ts'
import { useStore } from '../store/contract/store-in-test.ts'
import type { Database } from '../store/database.ts'
import { bytesOf } from '../store/files.ts'
import { listRunFiles } from '../store/run-files.ts'
import type { Claim } from '../store/transition.ts'
import { AttemptFolder } from './attempt-folder.ts'
import { takeOutput } from './output-files.ts'

describe('what an attempt leaves', () => {
  const store = useStore(databases[0] as (typeof databases)[0])
  let data: string
  let claim: Claim
  let folder: AttemptFolder
  let said: string[]

  beforeEach(async () => {
    data = mkdtempSync(path.join(tmpdir(), 'runboard-output-'))
    await store.runner('first', { report: {} })
    claim = await store.running()
    folder = new AttemptFolder(data, claim)
    await folder.create()
    said = []
  })
  afterEach(() => rmSync(data, { recursive: true, force: true }))

  const out = (name: string) => path.join(folder.output, name)
  const write = (name: string, content: string | Buffer = name) => writeFileSync(out(name), content)
  const take = (limit = 1024 ** 2, db: Database = store.db) =>
    takeOutput(db, claim, folder, { limit, clock: { now: () => store.now }, say: (text) => said.push(text) })
  const names = async () => (await listRunFiles(store.db, claim.run)).map(({ name }) => name)

  test('is kept, byte for byte and under its name', async () => {
    const content = Buffer.concat(Array.from({ length: 300_000 }, (_, i) => Buffer.from(String(i))))
    write('résumé "q".pdf', content)
    write('empty', '')
    await take(10 * 1024 ** 2)
    expect([await names(), said]).toEqual([['empty', 'résumé "q".pdf'], []])
    const [, file] = await listRunFiles(store.db, claim.run)
    const chunks = []
    for await (const chunk of bytesOf(store.db, file?.id ?? '', 0, content.length - 1)) chunks.push(chunk)
    expect(Buffer.concat(chunks).equals(content)).toBe(true)
  })

  test('is kept only where it is a regular file directly in the folder; the log names what is not', async () => {
    write('kept')
    symlinkSync('/etc/passwd', out('link'))
    symlinkSync('/nowhere', out('dangling'))
    execFileSync('mkfifo', [out('pipe')])
    mkdirSync(out('folder'))
    write('folder/inside')
    write('two\nlines')
    await take()
    expect(await names()).toEqual(['kept'])
    expect(said).toEqual([
      'Not kept from RUNBOARD_OUTPUT_DIR: "dangling" is a symbolic link; "folder" is a folder; "link" is a symbolic link; ' +
        '"pipe" is not a regular file; "two\\nlines" has control characters or a backslash in its name.',
    ])
  })

  test('is not taken through a link that stands where the folder was', async () => {
    const elsewhere = path.join(data, 'elsewhere')
    mkdirSync(elsewhere)
    writeFileSync(path.join(elsewhere, 'private'), 'x')
    renameSync(folder.output, `${folder.output}-moved`)
    symlinkSync(elsewhere, folder.output)
    await take()
    expect([await names(), said]).toEqual([
      [],
      ['Its files could not be kept: the output folder was replaced.'],
    ])
  })

  test('is nothing where the folder was removed, or has become a file', async () => {
    rmSync(folder.output, { recursive: true })
    await take()
    writeFileSync(folder.output, 'x')
    await take()
    expect([await names(), said]).toEqual([[], []])
  })

  test('is left out where it is too large, also where it only claims to be', async () => {
    write('a', Buffer.alloc(1024))
    write('b', Buffer.alloc(1025))
    write('c', '')
    truncateSync(out('c'), 10 ** 13)
    await take(1024)
    expect(await names()).toEqual(['a'])
    expect(said[0]).toContain('"b" makes them larger than RUNBOARD_FILE_LIMIT')
    rmSync(out('a'))
    await take(1024)
    expect(await names()).toEqual([])
    expect(said[1]).toContain('"b" is larger than RUNBOARD_FILE_LIMIT; "c" is larger')
  })

  test('is limited as a whole: what still fits is kept', async () => {
    for (const [name, size] of [
      ['a', 600],
      ['b', 500],
      ['c', 400],
    ] as const)
      write(name, Buffer.alloc(size))
    await take(1024)
    expect(await names()).toEqual(['a', 'c'])
  })

  test('is at most 100 files; the log names the first that are not kept, and counts the rest', async () => {
    for (let i = 1000; i < 1150; i++) write(`f${i}`)
    await take()
    expect(await names()).toHaveLength(100)
    expect(said[0]).toContain('"f1100" there are 100 already')
    expect(said[0]).toContain('"f1119" there are 100 already; and 30 more.')
  })

  test('is taken anew where a runner died over it', async () => {
    write('a', 'old')
    await take()
    write('a', 'newer')
    await take()
    expect(await listRunFiles(store.db, claim.run)).toMatchObject([{ name: 'a', size: 5 }])
  })

  test('is refused, without a word in its log, once the run is no longer this attempt’s', async () => {
    write('a')
    await store.settle(claim)
    await take()
    expect([await names(), said]).toEqual([[], []])
  })

  /** A store whose writes fail where `fails` says so, counted from 1. */
  function failing(fails: (write: number) => boolean): Database {
    let writes = 0
    return {
      ...store.db,
      write: (...args) =>
        fails(++writes)
          ? Promise.reject(new AppError('unavailable', 'The disk is full.'))
          : store.db.write(...args),
    }
  }

  test.each([1, 2, 3, 4])('is waited for while the store is away, from write %i on', async (first) => {
    write('a')
    write('b')
    await take(
      1024,
      failing((n) => n >= first && n < first + 9),
    )
    expect([await names(), said]).toEqual([['a', 'b'], []])
  })

  test('is set aside, and never deleted, where the store has room for the end of the run only', async () => {
    write('a', 'large')
    await take(1024, { ...store.db, write: (operation, options) => writeSmall(operation, options) })
    expect(await names()).toEqual([])
    expect(said).toEqual([
      'Not kept from RUNBOARD_OUTPUT_DIR: "a" found no room in the store.',
      `All that it left is in the data folder now: unkept/${claim.run}-1. It stays there until somebody deletes it.`,
    ])
    await folder.remove()
    expect(readFileSync(path.join(data, 'unkept', `${claim.run}-1`, 'a'), 'utf8')).toBe('large')
  })

  /** Only what is durable and no file fits in. */
  const writeSmall: Database['write'] = (operation, options = {}) =>
    options.durable
      ? store.db.write(operation, options)
      : Promise.reject(new AppError('unavailable', 'The disk is full.'))

  test('may have a name that is not UTF-8, of which the log tells', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${folder.output}/`), Buffer.from([0x83, 0x65])]), 'x')
    await take()
    expect(said[0]).toMatch(/has a name that is not UTF-8/)
  })

  test.skipIf(process.getuid?.() === 0)('is removed even where its folders may not be changed', async () => {
    mkdirSync(out('cache'))
    write('cache/module')
    chmodSync(out('cache'), 0o500)
    await folder.remove()
    expect(existsSync(folder.path)).toBe(false)
  })
})
