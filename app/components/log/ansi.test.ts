import { describe, expect, it } from 'vitest'
import { spansOf } from './ansi.ts'

const e = '\u001b['

describe('a line with colours', () => {
  it('becomes pieces with class names of the theme', () => {
    expect(spansOf(`${e}31mred${e}0m and ${e}1;92mbold${e}0m`)).toEqual([
      { text: 'red', classes: 'text-ansi-red' },
      { text: ' and ', classes: '' },
      { text: 'bold', classes: 'text-ansi-green font-bold' },
    ])
  })

  it('takes the nearest colour for one of 256, or of 16 million', () => {
    expect(spansOf(`${e}38;5;196mx`)[0]?.classes).toBe('text-ansi-red')
    expect(spansOf(`${e}38;5;240mx`)[0]?.classes).toBe('text-ansi-black')
    expect(spansOf(`${e}38;2;20;200;120mx`)[0]?.classes).toBe('text-ansi-green')
  })

  it('can be read on a ground of its own', () => {
    expect(spansOf(`${e}41;37mx`)[0]?.classes).toBe('text-surface bg-ansi-red')
    expect(spansOf(`${e}7mx`)[0]?.classes).toBe('text-surface bg-ansi-white')
  })

  it('loses every other escape sequence, and nothing else', () => {
    const link = '\u001b]8;;https://example.com\u0007a link\u001b]8;;\u0007'
    expect(spansOf(`${link} ${e}2K${e}1A<b>\u0000text\u0007\r`)).toEqual([
      { text: 'a link <b>text', classes: '' },
    ])
  })
})
