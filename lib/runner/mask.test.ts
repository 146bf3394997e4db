import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { masked } from '../secrets.ts'
import { Mask } from './mask.ts'

const key = '-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END KEY-----'

describe('a mask', () => {
  test.each([
    ['takes a value out wherever it stands', ['hunter2'], 'pw=hunter2 hunter2!', `pw=${masked} ${masked}!`],
    ['takes each line of a long value out', [key], 'hkiG9w0BAQEFAASC', masked],
    ['leaves no piece of a longer value', ['abcd', 'abcdefgh'], 'abcdefgh abcd', `${masked} ${masked}`],
    ['leaves no piece of values that overlap', ['abcd1234', '4567xyz9'], 'abcd1234567xyz9!', `${masked}!`],
    ['knows how a value is written in JSON', ['p"ss\\word'], '{"a":"p\\"ss\\\\word"}', `{"a":"${masked}"}`],
    ['takes a value of any length', ['a'.repeat(65_000)], `x${'a'.repeat(65_000)}y`, `x${masked}y`],
    ['takes any number of values', Array.from({ length: 8_000 }, (_, i) => `key-${i}-`), 'key-7999-', masked],
    ['reads no value as a pattern', ['a.+$', '(b)|c'], 'axxx a.+$ (b)|c', `axxx ${masked} ${masked}`],
    ['leaves what is too short to be a secret', ['a', '', 'yes'], 'a yes', 'a yes'],
  ])('%s', (_, values, text, shown) => {
    expect(new Mask(values).text(text)).toBe(shown)
  })

  test('keeps JSON valid, in whatever place the value stands', () => {
    const json = '{"pin":123456,"hunter2":["x hunter2",true,null,41234567],"line":"a\\nhunter2"}'
    expect(JSON.parse(new Mask(['hunter2', '123456', 'true', 'null']).json(json))).toEqual({
      pin: masked,
      [masked]: [`x ${masked}`, true, null, 41_234_567],
      line: `a\n${masked}`,
    })
  })

  test('without values changes nothing', () => {
    const mask = new Mask(['', 'abc'])
    expect([mask.text('abc'), mask.json('{"a": 1}'), mask.stream()('abc', false)]).toEqual([
      'abc',
      '{"a": 1}',
      'abc',
    ])
  })
})

describe('pieces that follow each other', () => {
  const shown = (values: string[], pieces: string[]) => {
    const next = new Mask(values).stream()
    return pieces.map((piece, index) => next(piece, index === pieces.length - 1)).join('')
  }

  test('hide a secret however they are cut, and nothing else is lost', () => {
    const words = [
      'hunter2',
      'hun',
      'h',
      'ter2',
      ' ',
      'secret99',
      'xé🎉',
      'abcd',
      'abcdefgh',
      'efgh',
      'ghunt',
    ]
    const text = fc.array(fc.constantFrom(...words))
    fc.assert(
      fc.property(text, fc.array(fc.nat(12)), (words, cuts) => {
        const whole = words.join('')
        const pieces: string[] = []
        let rest = whole
        for (const cut of cuts) {
          pieces.push(rest.slice(0, cut))
          rest = rest.slice(cut)
        }
        const values = ['hunter2', 'secret99', 'abcd', 'abcdefgh', 'ghunt']
        expect(shown(values, [...pieces, rest])).toBe(new Mask(values).text(whole))
      }),
    )
  })

  test('of a text that was cut, what may begin a secret is left out', () => {
    expect(new Mask(['hunter2']).beginning('hunter2 and hunte')).toBe(`${masked} and `)
  })

  test('hold back only what may become a secret', () => {
    const next = new Mask(['hunter2']).stream()
    expect(next('what a hun', false)).toBe('what a ')
    expect(next('t ', false)).toBe('hunt ')
  })
})
