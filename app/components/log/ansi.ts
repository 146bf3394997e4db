import Anser from 'anser'
import { colouredText } from '../../hooks/plain-text.ts'

export type Span = { text: string; classes: string }

/** A line as pieces of text with class names: colours of a terminal become those of the theme. */
export function spansOf(line: string): Span[] {
  const text = colouredText(line)
  if (!text.includes('\u001b')) return [{ text, classes: '' }]
  return Anser.ansiToJson(text, { json: true, use_classes: true, remove_empty: true }).map((piece) => ({
    text: piece.content,
    classes: classesOf(piece),
  }))
}

type Piece = ReturnType<typeof Anser.ansiToJson>[number]

const decorations: Record<string, string> = {
  bold: 'font-bold',
  dim: 'opacity-75',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'line-through',
}

/** anser has swapped the two colours of reversed text already. */
function classesOf({ fg, bg, fg_truecolor, bg_truecolor, decorations: names }: Piece) {
  const front = colourOf(fg, fg_truecolor)
  const back = colourOf(bg, bg_truecolor)
  const colour = back ? 'text-surface' : front && textClasses[front]
  return [colour, back && groundClasses[back], ...names.map((name) => decorations[name])]
    .filter(Boolean)
    .join(' ')
}

const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const
type Colour = (typeof colours)[number]

const textClasses: Record<Colour, string> = {
  black: 'text-ansi-black',
  red: 'text-ansi-red',
  green: 'text-ansi-green',
  yellow: 'text-ansi-yellow',
  blue: 'text-ansi-blue',
  magenta: 'text-ansi-magenta',
  cyan: 'text-ansi-cyan',
  white: 'text-ansi-white',
}

const groundClasses: Record<Colour, string> = {
  black: 'bg-ansi-black',
  red: 'bg-ansi-red',
  green: 'bg-ansi-green',
  yellow: 'bg-ansi-yellow',
  blue: 'bg-ansi-blue',
  magenta: 'bg-ansi-magenta',
  cyan: 'bg-ansi-cyan',
  white: 'bg-ansi-white',
}

/** The theme's colour for a name of anser: `ansi-red`, `ansi-bright-red`, `ansi-palette-208`, `ansi-truecolor`. */
function colourOf(name: string | null, truecolor: string | null): Colour | null {
  if (!name) return null
  if (name === 'ansi-truecolor') return nearest((truecolor ?? '').split(',').map(Number))
  const palette = /^ansi-palette-(\d+)$/.exec(name)
  if (palette) return nearest(paletteColour(Number(palette[1])))
  return colours.find((colour) => name.endsWith(colour)) ?? null
}

/** Colours 16 to 255 of a terminal: a cube of 6 × 6 × 6, then greys. */
function paletteColour(n: number) {
  if (n >= 232) return Array<number>(3).fill((n - 232) * 10 + 8)
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40)
  const at = n - 16
  return [level(Math.floor(at / 36)), level(Math.floor(at / 6) % 6), level(at % 6)]
}

function nearest([red = 0, green = 0, blue = 0]: number[]): Colour {
  const most = Math.max(red, green, blue)
  if (most - Math.min(red, green, blue) < 40) return most < 128 ? 'black' : 'white'
  const bits = [red, green, blue].map((channel) => channel > most * 0.6)
  return colours[bits.reduce((sum, on, at) => sum + (on ? 2 ** at : 0), 0)] ?? 'white'
}
