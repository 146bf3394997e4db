import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDatabase } from '../lib/store/contract/databases.ts'
import { takeLock } from '../lib/store/lock.ts'
import { openPostgres } from '../lib/store/postgres.ts'
import { registerRunner } from '../lib/store/runners.ts'
import { openSqlite } from '../lib/store/sqlite.ts'
import { fileSystemOf, isNetwork } from './doctor/file-system.ts'

let folder: string
let data: string
let tasks: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runboard-doctor-'))
  data = path.join(folder, 'data')
  tasks = path.join(folder, 'tasks')
  mkdirSync(tasks)
  script('hello.sh', 0o755)
})
afterEach(() => rmSync(folder, { recursive: true }))

const script = (name: string, mode: number) =>
  writeFileSync(path.join(tasks, name), '#!/bin/sh\necho hello\n', { mode })

function doctor(env: Record<string, string> = {}) {
  const settings = { RUNBOARD_DATA: data, RUNBOARD_TASKS: tasks, ...env }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/doctor.ts'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...settings } as unknown as NodeJS.ProcessEnv,
  })
  return { status, lines: stdout.trim().split('\n'), stderr }
}

const warnings = (lines: string[]) => lines.filter((line) => !line.startsWith('ok '))

/** Every file of the data folder, with its size and its time; every reader leaves its mark in the shared memory. */
const files = () =>
  readdirSync(data).map((name) => {
    const { size, mtimeMs } = statSync(path.join(data, name))
    return `${name} ${size} ${name.endsWith('-shm') ? '' : mtimeMs}`
  })

async function makeStore() {
  await (await openSqlite(data)).close()
}

function change(statement: string) {
  const raw = new BetterSqlite3(path.join(data, 'runboard.db'))
  raw.exec(statement)
  raw.close()
}

describe('where nothing is amiss', () => {
  test('before the first start it says so, and does not make the data folder', () => {
    const { status, lines, stderr } = doctor()
    expect({ warnings: warnings(lines), status, stderr }).toEqual({ warnings: [], status: 0, stderr: '' })
    expect(lines).toContain(`ok    Data folder ${data}: the first start makes it`)
    expect(existsSync(data)).toBe(false)
  })

  test('after a stop it reads the store, and leaves every file as it is', async () => {
    await makeStore()
    const before = files()
    const { status, lines } = doctor()
    expect({ warnings: warnings(lines), status }).toEqual({ warnings: [], status: 0 })
    expect(lines).toContain('ok    No server is running, and no runner.')
    expect(lines).toContain(`ok    Tasks folder ${tasks}: 1 of 1 tasks load`)
    expect(files()).toEqual(before)
  })

  test('while a server runs it sees the runner, and leaves every file as it is', async () => {
    const db = await openSqlite(data)
    const what = { host: 'here', pid: 1, token: '', version: '1' }
    await registerRunner(db, { id: 'first', name: 'big-box', slots: 3, ...what, now: Date.now() })
    const before = files()
    const { status, lines } = doctor()
    expect({ warnings: warnings(lines), status }).toEqual({ warnings: [], status: 0 })
    expect(lines).toContain('ok    A runner is alive: big-box, 3 slots')
    expect(files()).toEqual(before)
    await db.close()
  })
})

describe('what must be mended is named with its cure', () => {
  test.each<[string, () => unknown, string[]]>([
    [
      'a task without its run bit',
      () => script('report.sh', 0o644),
      ['warn  report.sh does not load: ', `      chmod +x `],
    ],
    [
      'a tasks folder that is not there',
      () => rmSync(tasks, { recursive: true }),
      ['warn  There is no folder ', '      Name it'],
    ],
    [
      'a data folder that is a file',
      () => writeFileSync(data, ''),
      [`warn  ${''}`, '      Make it writable'],
    ],
    [
      'a store that is damaged',
      async () => {
        await makeStore()
        writeFileSync(path.join(data, 'runboard.db'), 'no database'.repeat(1000))
      },
      ['warn  ', '      Restore it from a backup'],
    ],
    [
      'a store of another program',
      async () => {
        await makeStore()
        change('PRAGMA application_id = 7')
      },
      ['warn  ', '      Name another data folder'],
    ],
    [
      'a store of a newer version',
      async () => {
        await makeStore()
        change(`INSERT INTO kysely_migration (name, timestamp) VALUES ('999-later', '')`)
      },
      ['warn  ', '      Start that version.'],
    ],
  ])('%s', async (_, breakIt, expected) => {
    await breakIt()
    const { status, lines, stderr } = doctor()
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    const found = warnings(lines)
    expect(found).toHaveLength(expected.length)
    for (const [i, start] of expected.entries()) expect(found[i]?.startsWith(start)).toBe(true)
  })

  test('a setting that is not known', () => {
    const { status, lines } = doctor({ RUNBOARD_SLOT: '1' })
    expect(status).toBe(1)
    expect(warnings(lines)[0]).toContain('Did you mean RUNBOARD_SLOTS?')
  })

  test.runIf(existsSync('/proc/locks'))('a server without a runner', async () => {
    await makeStore()
    const release = takeLock(data, 'web')
    const { status, lines } = doctor()
    release?.()
    expect(status).toBe(1)
    expect(warnings(lines)[0]).toBe('warn  The server runs, but no runner does: nothing starts.')
  })
})

describe('the file system of a path', () => {
  const mountinfo = [
    '22 1 254:0 / / rw,relatime - ext4 /dev/vda rw',
    '30 22 0:26 / /srv rw - nfs4 server:/srv rw',
    '31 30 0:27 / /srv/local\\040disk rw shared:1 - xfs /dev/vdb rw',
    '32 22 0:28 / /mnt rw - ext4 /dev/vdc rw',
    '33 22 0:29 / /mnt rw - fuse.sshfs me@there: rw',
  ].join('\n')

  test.each([
    ['/home/me', 'ext4'],
    ['/srv', 'nfs4'],
    ['/srv/data', 'nfs4'],
    ['/srvice', 'ext4'],
    ['/srv/local disk/data', 'xfs'],
    ['/mnt/data', 'fuse.sshfs'],
  ])('%s is on %s', (file, type) => {
    expect(fileSystemOf(file, mountinfo)).toBe(type)
  })

  test('is a network one or not', () => {
    expect(
      ['nfs', 'nfs4', 'cifs', 'smb3', '9p', 'fuse.sshfs', 'ceph'].filter((type) => !isNetwork(type)),
    ).toEqual([])
    expect(['ext4', 'xfs', 'btrfs', 'overlay', 'tmpfs', 'zfs', 'apfs', 'fuseblk'].filter(isNetwork)).toEqual(
      [],
    )
  })
})

describe('with PostgreSQL', () => {
  const look = (url: string) => doctor({ RUNBOARD_DATABASE_URL: url })

  test('it looks at the database, and makes nothing there', async () => {
    const url = await createDatabase()
    const before = look(url)
    expect(before.status).toBe(0)
    expect(before.lines).toContainEqual(
      expect.stringMatching(/^ok {4}PostgreSQL at 127\.0\.0\.1:\d+\/test_\w+, version \d/),
    )
    expect(before.lines).toContain('ok    No store yet: the first start makes it.')
    expect(look(url).lines).toEqual(before.lines)
    const db = await openPostgres(url)
    const what = { host: 'here', pid: 1, token: '', version: '1' }
    await registerRunner(db, { id: 'first', name: 'big-box', slots: 3, ...what, now: await db.clock.sync() })
    await db.close()
    expect(look(url).lines).toContain('ok    Runners that are alive: big-box, 3 slots')
  })

  test('one that cannot be used is named without its password', async () => {
    const url = new URL(await createDatabase())
    url.password = 'geheim'
    const { status, lines } = look(url.href)
    expect(status).toBe(1)
    expect(warnings(lines)[0]).toMatch(/^warn {2}PostgreSQL at .* cannot be used\. .* does not let us in\.$/)
    expect(lines.join()).not.toContain('geheim')
  })
})
