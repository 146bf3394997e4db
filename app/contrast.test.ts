import { describe, expect, it } from 'vitest'
import { dark, light, type Palette } from '../tailwind.config.ts'

type Name = keyof Palette

const tones = ['wait', 'run', 'good', 'bad', 'off', 'lost'] as const
const ansi = (Object.keys(light) as Name[]).filter((name) => name.startsWith('ansi-'))
const grounds: Name[] = ['canvas', 'surface', 'sunken']

const text: [Name, Name][] = [
  ...grounds.flatMap((ground): [Name, Name][] => [
    ['ink', ground],
    ['muted', ground],
  ]),
  ...tones.flatMap((tone): [Name, Name][] => [
    [tone, `${tone}-soft`],
    [tone, 'surface'],
    [tone, 'canvas'],
    ['ink', `${tone}-soft`],
    ['muted', `${tone}-soft`],
  ]),
  ...ansi.map((name): [Name, Name] => [name, 'sunken']),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['ink', 'accent-soft'],
]

const shapes: [Name, Name][] = [
  ...tones.map((tone): [Name, Name] => [`${tone}-mark`, 'surface']),
  ...grounds.map((ground): [Name, Name] => ['focus', ground]),
  ['edge', 'surface'],
]

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('in the %s theme', (_theme, palette) => {
  it.each(text)('%s can be read on %s', (front, back) => {
    expect(contrast(palette[front], palette[back])).toBeGreaterThanOrEqual(4.5)
  })

  it.each(shapes)('%s can be seen on %s', (front, back) => {
    expect(contrast(palette[front], palette[back])).toBeGreaterThanOrEqual(3)
  })
})

/** The contrast ratio of WCAG 2.2, from 1 to 21. */
function contrast(a: string, b: string) {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(hex: string) {
  const [r, g, b] = [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as [
    number,
    number,
    number,
  ]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function linear(channel: number) {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
