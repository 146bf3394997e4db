import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { version?: string }>
}

/** Every version of a package that is installed anywhere in the tree. */
function versionsOf(name: string): string[] {
  const entries = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`))
  return entries.map(([, { version = '' }]) => version)
}

function isAtLeast(version: string, floor: string): boolean {
  const [a, b] = [version, floor].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)))
  const at = a?.findIndex((part, i) => part !== b?.[i]) ?? -1
  return at < 0 || (a?.[at] ?? 0) > (b?.[at] ?? 0)
}

test.each([
  ['next', '16.4.1'], // below: anybody can run code on the server
  ['react-server-dom-webpack', '19.2.9'],
  ['react-server-dom-turbopack', '19.2.9'],
  ['sharp', '0.35.5'],
])('%s is nowhere older than %s', (name, floor) => {
  for (const version of versionsOf(name)) expect(isAtLeast(version, floor), `${name} ${version}`).toBe(true)
})

test('next is installed, so that the rule above has something to look at', () => {
  expect(versionsOf('next')).toHaveLength(1)
})

test('SQLite is not older than 3.51.3', () => {
  const version = new Database(':memory:').prepare('SELECT sqlite_version()').pluck().get() as string
  expect(isAtLeast(version, '3.51.3'), version).toBe(true)
})

test('versions are compared number by number', () => {
  expect(isAtLeast('16.4.6', '16.4.1')).toBe(true)
  expect(isAtLeast('16.10.0', '16.4.1')).toBe(true)
  expect(isAtLeast('16.4.1', '16.4.1')).toBe(true)
  expect(isAtLeast('16.4.0', '16.4.1')).toBe(false)
  expect(isAtLeast('15.9.9', '16.4.1')).toBe(false)
})
