import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from './json.ts'

const seed = 20_260_101

test('any JSON comes out as JSON.parse reads it', () => {
  const refused = /__proto__|constructor|prototype|toString/
  const property = fc.property(
    fc.json({ maxDepth: 8, stringUnit: 'binary' }),
    fc.constantFrom(0, 2),
    (text, indent) => {
      const value = JSON.parse(text)
      const written = JSON.stringify(value, null, indent)
      fc.pre(!refused.test(written) && !/\\ud[89a-f]/i.test(written))
      expect(parseJson(written)).toEqual(value)
    },
  )
  fc.assert(property, { seed, numRuns: 1000 })
})

test('any text is either JSON or malformed', () => {
  const json = fc.json({ maxDepth: 3 }).chain((text) =>
    fc.tuple(fc.nat(text.length), fc.string({ maxLength: 3, unit: 'binary' })).map(([at, more]) => {
      return text.slice(0, at) + more + text.slice(at + more.length)
    }),
  )
  const property = fc.property(fc.oneof(json, fc.string({ unit: 'binary' })), (text) => {
    try {
      parseJson(text)
    } catch (error) {
      expect(error).toMatchObject({ name: 'AppError', code: 'malformed' })
    }
  })
  fc.assert(property, { seed, numRuns: 1000 })
})

test.each(['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"a" :1, "b":[{"c":1,"c":1}]}', '{"":1,"":2}'])(
  '%s has a key twice',
  (text) => {
    expect(() => parseJson(text)).toThrow(/twice/)
  },
)

test.each(['[{"a":1},{"a":2}]', '{"a":{"a":{"a":1}}}', '{"a":"a","b":"a"}', '["a","a"]'])(
  '%s has no key twice',
  (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text))
  },
)

test.each(['__proto__', 'constructor', 'prototype', 'toString'])(
  'the key %s is refused wherever it is',
  (key) => {
    expect(() => parseJson(`{"${key}":1}`)).toThrow(/not allowed/)
    expect(() => parseJson(`{"a":[{"b":{"${key}" : {"polluted":true}}}]}`)).toThrow(/not allowed/)
    expect(parseJson(`{"a":"${key}"}`)).toEqual({ a: key })
    expect(({} as { polluted?: true }).polluted).toBeUndefined()
  },
)

test('an escaped key is the key that it spells', () => {
  expect(() => parseJson('{"\\u005f_proto__":1}')).toThrow(/not allowed/)
})

test.each(['"\\ud800"', '{"\\udfff":1}', '["\\ud800\\u0041"]', '"\\udc00\\ud800"'])(
  '%s has half of a surrogate pair',
  (text) => {
    expect(() => parseJson(text)).toThrow(/surrogate/)
  },
)

test('a whole pair is a character', () => {
  expect(parseJson('"\\ud83d\\ude00"')).toBe('😀')
})

test.each(['1e999', '-1e999', '{"a":[1e400]}'])('%s is too large for a number', (text) => {
  expect(() => parseJson(text)).toThrow(/too large/)
})

test('nesting has an end', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
  expect(parseJson(nested(100))).toBeInstanceOf(Array)
  expect(() => parseJson(nested(101))).toThrow(/nested/)
  expect(() => parseJson(nested(10_000))).toThrow(/nested/)
  expect(() => parseJson(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`)).toThrow(/nested/)
})

test('one very long string is read', () => {
  const text = JSON.stringify('\n"\\'.repeat(150_000))
  expect(parseJson(text)).toBe(JSON.parse(text))
})
