import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LineSplitter, longestLine } from './lines.ts'

const marker = '\0end-of-output'

type Heard = ['line' | 'part' | 'control', string] | ['marker']

/** What a splitter says, step by step: `flush` stands for a pause, in which it passes on what waits. */
function hear(pushes: (string | null)[], { controls = false, end = true } = {}): Heard[] {
  const heard: Heard[] = []
  const splitter = new LineSplitter(marker, {
    onLine: (text, partial) => heard.push([partial ? 'part' : 'line', text]),
    takeControl(line) {
      if (controls) heard.push(['control', line])
      return controls
    },
    onMarker: () => heard.push(['marker']),
  })
  for (const push of pushes) typeof push === 'string' ? splitter.push(push) : splitter.flush()
  if (end) splitter.end()
  return heard
}
const flush = null

/** The text that was heard, put together again. */
const textOf = (heard: Heard[]) =>
  heard.map(([kind, text]) => (kind === 'line' ? `${text}\n` : kind === 'marker' ? '' : text)).join('')

describe('lines', () => {
  test('come whole, however they were cut', () => {
    expect(hear(['one\ntw', 'o', '\n', '\nfour'])).toEqual([
      ['line', 'one'],
      ['line', 'two'],
      ['line', ''],
      ['part', 'four'],
    ])
  })

  test('a carriage return is part of its line', () => {
    expect(hear(['50%\r100%\r\n'])).toEqual([['line', '50%\r100%\r']])
  })

  test('a prompt is passed on while it stands, and what follows goes on with it', () => {
    expect(hear(['Name? ', flush, flush, 'Ada\n'])).toEqual([
      ['part', 'Name? '],
      ['line', 'Ada'],
    ])
  })

  test('a long line is cut into pieces of 16 KB', () => {
    const pieces = hear([`${'x'.repeat(40_000)}\n`]).map(([kind, text]) => [kind, text?.length])
    expect(pieces).toEqual([
      ['part', longestLine],
      ['part', longestLine],
      ['line', 40_000 - 2 * longestLine],
    ])
  })

  test('a pair of surrogates is never cut', () => {
    const text = `x${'🎉'.repeat(20_000)}`
    const heard = hear([text, '\n'])
    expect(heard.every(([, piece]) => piece?.isWellFormed())).toBe(true)
    expect(textOf(heard)).toBe(`${text}\n`)
  })
})

describe('the marker', () => {
  test('ends the output after a whole line', () => {
    expect(hear(['done\n', `${marker}\n`])).toEqual([['line', 'done'], ['marker']])
  })

  test('leaves what stands before it, as a line without its end', () => {
    expect(hear([`done${marker}\n`])).toEqual([['part', 'done'], ['marker']])
  })

  test('is found when it comes in pieces, with a flush between', () => {
    for (let cut = 1; cut < marker.length; cut++) {
      const pushes = [`done${marker.slice(0, cut)}`, flush, `${marker.slice(cut)}\n`]
      expect(hear(pushes)).toEqual([['part', 'done'], ['marker']])
    }
  })

  test('is found right behind a line of any length', () => {
    for (let length = longestLine - 20; length < longestLine + 40; length++) {
      const heard = hear([...('x'.repeat(length).match(/.{1,1000}/g) ?? []), ...marker, '\n'])
      expect(heard.at(-1)).toEqual(['marker'])
      expect(textOf(heard)).toHaveLength(length)
    }
  })

  test('is found behind a control line whose end is missing', () => {
    const heard = hear([`::progress::100 done${marker}\n`], { controls: true })
    expect(heard).toEqual([['control', '::progress::100 done'], ['marker']])
  })

  test('is no marker without its line end, or when another text is like it', () => {
    expect(hear([marker])).toEqual([['part', marker]])
    expect(hear(['\0end-of-outpu\n'])).toEqual([['line', '\0end-of-outpu']])
    expect(hear(['\0', flush, 'other\n'])).toEqual([['line', '\0other']])
  })
})

describe('control lines', () => {
  test('are taken out where somebody takes them, and are log where nobody does', () => {
    const text = 'a\n::progress::40\nb\n'
    expect(hear([text], { controls: true })).toEqual([
      ['line', 'a'],
      ['control', '::progress::40'],
      ['line', 'b'],
    ])
    expect(hear([text])).toEqual([
      ['line', 'a'],
      ['line', '::progress::40'],
      ['line', 'b'],
    ])
  })

  test('of 256 KB come whole', () => {
    const line = `::output::"${'x'.repeat(256 * 1024)}"`
    expect(hear([...(line.match(/.{1,65536}/g) ?? []), '\n'], { controls: true })).toEqual([
      ['control', line],
    ])
  })

  test('without end are cut like any other, and then are none, so that memory stays small', () => {
    const heard = hear([...Array(20).fill(`::${'x'.repeat(20_000)}`), '\n'], { controls: true })
    expect(heard.every(([kind]) => kind !== 'control')).toBe(true)
    expect(textOf(heard)).toHaveLength(20 * 20_002 + 1)
  })

  test('wait for their end, however they were cut', () => {
    expect(hear([':', flush, ':progress', flush, '::40\n'], { controls: true })).toEqual([
      ['control', '::progress::40'],
    ])
  })

  test('begin a line: what follows a piece that was passed on is none', () => {
    const line = `${'x'.repeat(longestLine)}::output::1`
    for (const pushes of [
      ['Working ', flush, '::progress::40\n'],
      [`${line.slice(0, -5)}`, `${line.slice(-5)}\n`],
    ]) {
      expect(hear(pushes, { controls: true }).map(([kind]) => kind)).toEqual(['part', 'line'])
    }
  })
})

test('any text, cut anywhere, with pauses anywhere, comes out as it went in', () => {
  const piece = fc.oneof(
    fc.constantFrom('\n', '::', ':', '\0', '\0end', '\r', '🎉', 'ä', 'x', marker.slice(0, -1)),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.integer({ min: 1, max: 3 * longestLine }).map((length) => 'y'.repeat(length)),
  )
  const pushes = fc.array(
    fc.oneof({ weight: 4, arbitrary: piece }, { weight: 1, arbitrary: fc.constant(flush) }),
  )
  fc.assert(
    fc.property(pushes, fc.boolean(), (parts, controls) => {
      const text = parts.filter((part) => part !== flush).join('')
      const heard = hear([...parts, `${marker}\n`], { controls })
      expect(heard.pop()).toEqual(['marker'])
      const lines = heard.map(
        ([kind, line]): Heard => (kind === 'control' ? ['line', line] : [kind as 'part', line ?? '']),
      )
      expect(textOf(lines).replace(/\n$/, '')).toBe(text.replace(/\n$/, ''))
      for (const [kind, line = ''] of heard) {
        if (kind !== 'control') expect(line.length).toBeLessThanOrEqual(longestLine)
        expect(line.isWellFormed()).toBe(true)
      }
    }),
    { seed: 20_260_101, numRuns: 200 },
  )
})
