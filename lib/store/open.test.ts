import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDatabase } from './contract/databases.ts'
import { openStore, storeName } from './open.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'runboard-open-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

test('without an address the store is a file of this machine, which others cannot share', async () => {
  const db = await openStore({ data, databaseUrl: null })
  expect(db.isShared).toBe(false)
  await db.close()
})

test('with the address of a database it is there, and shared; its data folder is made', async () => {
  const databaseUrl = await createDatabase()
  const db = await openStore({ data: path.join(data, 'new'), databaseUrl })
  expect(db.isShared).toBe(true)
  await db.close()
})

test('people see where it is, and not the password', () => {
  expect(storeName({ data: '/srv/data', databaseUrl: null })).toBe('SQLite in /srv/data')
  const databaseUrl = 'postgres://me:geheim@db.example.com:5433/runs?sslmode=verify-full'
  expect(storeName({ data, databaseUrl })).toBe('PostgreSQL at db.example.com:5433/runs')
})

test('a database that does not let us in is named, with what it says and without the password', async () => {
  const url = new URL(await createDatabase())
  url.password = 'geheim'
  const error = await openStore({ data, databaseUrl: url.href }).catch((error) => error)
  expect(error).toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(
      /^PostgreSQL at .*: .* does not let us in\. \(password authentication failed/,
    ),
  })
  expect(error.message).not.toContain('geheim')
})
