import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { connectionOf } from './connection.ts'

test('without any setting it is the server of this machine', () => {
  expect(connectionOf({})).toEqual({ url: 'http://localhost:3000', authorization: null })
})

test('--url wins over RUNBOARD_URL, and a slash at the end does not matter', () => {
  const env = { RUNBOARD_URL: 'https://a.example.com/' }
  expect(connectionOf(env).url).toBe('https://a.example.com')
  expect(connectionOf(env, 'http://b.example.com/board/').url).toBe('http://b.example.com/board')
})

test('the password goes as Bearer, and with a name as Basic, in UTF-8', () => {
  const env = { RUNBOARD_PASSWORD: 'geheim-ß' }
  const { authorization } = connectionOf(env)
  expect(Buffer.from(`${authorization}`, 'latin1').toString()).toBe('Bearer geheim-ß')
  expect(connectionOf({ ...env, RUNBOARD_NAME: 'Zoë' }).authorization).toBe(
    `Basic ${btoa(utf8('Zoë:geheim-ß'))}`,
  )
  expect(connectionOf({ RUNBOARD_NAME: 'ada' }).authorization).toBeNull()
})

test('the password may be in a file', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'runboard-client-')), 'password')
  writeFileSync(file, 'open-sesame\n')
  expect(connectionOf({ RUNBOARD_PASSWORD_FILE: file }).authorization).toBe('Bearer open-sesame')
})

test.each<[Record<string, string>, RegExp]>([
  [{ RUNBOARD_URL: 'example.com' }, /must begin with http/],
  [{ RUNBOARD_URL: 'https://ada:hunter22@example.com' }, /must not hold a password/],
  [{ RUNBOARD_PASSWORD: 'hunter22', RUNBOARD_PASSWORD_FILE: '/x' }, /both set/],
  [{ RUNBOARD_PASSWORD_FILE: '/no/such/file' }, /cannot be read/],
  [{ RUNBOARD_PASSWORD: 'hunter22', RUNBOARD_NAME: 'a:b' }, /colon/],
  [{ RUNBOARD_PASSWORD: 'hunter22\n' }, /one line/],
])('%j is refused without repeating a password', (env, message) => {
  expect(() => connectionOf(env)).toThrow(message)
  expect(() => connectionOf(env)).not.toThrow('hunter22')
})

const utf8 = (text: string) => Buffer.from(text).toString('latin1')
