import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseConfig } from '../config.ts'
import type { Database } from '../store/database.ts'
import { openSqlite } from '../store/sqlite.ts'
import { type Asking, Gate } from './gate.ts'

const password = 'correct horse 馬'
let folder: string
let db: Database
let now = 1_900_000_000_000

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'runboard-gate-'))
  db = await openSqlite(folder)
})
afterEach(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const gate = (env: Record<string, string>) => new Gate(db, parseConfig(env), { now: () => now++ })
const asking = (headers: Record<string, string>, peer = '192.0.2.1'): Asking => ({
  header: (name) => headers[name] ?? null,
  peer,
})
/** As it arrives: byte by byte. */
const sent = (text: string) => Buffer.from(text).toString('latin1')

describe('a password', () => {
  test('may have spaces and any letters, by Bearer and by Basic', async () => {
    const door = gate({ RUNBOARD_PASSWORD: password })
    const bearer = asking({ authorization: sent(`Bearer ${password}`) })
    expect(await door.admit(bearer)).toMatchObject({ by: null, via: 'password' })
    const basic = Buffer.from(`田中:${password}`).toString('base64')
    expect(await door.admit(asking({ authorization: `Basic ${basic}` }))).toMatchObject({ by: '田中' })
  })

  test('is guessed ten times a minute by an address, however many it tries at once', async () => {
    const door = gate({ RUNBOARD_PASSWORD: password })
    const guesses = Array.from({ length: 30 }, (_, i) =>
      door.admit(asking({ authorization: `Bearer guess-${i}` })),
    )
    const codes = (await Promise.allSettled(guesses)).map(
      (each) => each.status === 'rejected' && each.reason.code,
    )
    expect(codes.filter((code) => code === 'unauthorized')).toHaveLength(10)
    expect(codes.filter((code) => code === 'too_many_attempts')).toHaveLength(20)
    const right = () => door.admit(asking({ authorization: sent(`Bearer ${password}`) }))
    await expect(right()).rejects.toMatchObject({ code: 'too_many_attempts' })
    now += 60_000
    expect(await right()).toMatchObject({ via: 'password' })
  })

  test('that is right is no guess, however often it comes at once', async () => {
    const door = gate({ RUNBOARD_PASSWORD: password })
    const calls = Array.from({ length: 40 }, () =>
      door.admit(asking({ authorization: sent(`Bearer ${password}`) })),
    )
    expect(await Promise.all(calls)).toHaveLength(40)
  })
})

describe('a name from a proxy', () => {
  const env = { RUNBOARD_USER_HEADER: 'X-User', RUNBOARD_TRUSTED_PROXIES: '10.0.0.0/8' }

  test.each(['Ada', 'José', 'Élodie', '田中 花子', 'Şahin'])('%s is who it is', async (name) => {
    const visitor = await gate(env).admit(asking({ 'x-user': sent(name) }, '10.1.2.3'))
    expect(visitor).toMatchObject({ by: name, via: 'header' })
  })

  test.each([
    ['from elsewhere', { 'x-user': 'Ada' }, '192.0.2.1'],
    ['that is empty', { 'x-user': ' ' }, '10.1.2.3'],
    ['with a control character', { 'x-user': 'A\u0007da' }, '10.1.2.3'],
  ])('%s is none', async (_, headers, peer) => {
    await expect(gate(env).admit(asking(headers, peer))).rejects.toMatchObject({ code: 'unauthorized' })
  })

  test.each([
    ['203.0.113.7, 10.9.9.9', '203.0.113.7'],
    ['1.1.1.1, 203.0.113.7:5555', '203.0.113.7'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['no address', '10.1.2.3'],
  ])('the visitor behind %j is at %s', async (chain, address) => {
    const headers = { 'x-user': 'Ada', 'x-forwarded-for': chain }
    expect(await gate(env).admit(asking(headers, '10.1.2.3'))).toMatchObject({ address })
  })
})

test('over https only the cookie counts that no other site can set', async () => {
  const door = gate({ RUNBOARD_PASSWORD: password, RUNBOARD_PUBLIC_URL: 'https://runboard.example.com' })
  const token = await door.login(asking({}), { name: 'Ada', password })
  expect(await door.admit(asking({ cookie: `__Host-runboard=${token}` }))).toMatchObject({ by: 'Ada' })
  await expect(door.admit(asking({ cookie: `runboard=${token}` }))).rejects.toMatchObject({
    code: 'unauthorized',
  })
})
