import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './json.ts'

test('the order of keys makes no difference, at any depth', () => {
  const one = canonicalJson({ b: [{ d: 1, c: 2 }], a: null })
  const other = canonicalJson({ a: null, b: [{ c: 2, d: 1 }] })
  expect(one).toBe('{"a":null,"b":[{"c":2,"d":1}]}')
  expect(other).toBe(one)
})

test('the order of a list does make a difference', () => {
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]))
})

test('members without a value are left out, and no value at all is null', () => {
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}')
  expect(canonicalJson(undefined)).toBe('null')
})

test('names that JavaScript treats specially stay what they are', () => {
  const value = JSON.parse('{"__proto__":{"b":1,"a":2},"constructor":3}')
  expect(canonicalJson(value)).toBe('{"__proto__":{"a":2,"b":1},"constructor":3}')
})

test('any JSON value reads back as itself', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('shuffling the keys of any object never changes its text', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse())
      expect(canonicalJson(reversed)).toBe(canonicalJson(value))
    }),
  )
})
