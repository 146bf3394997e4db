/** The tokens of the design: colour, spacing, radius and type. Light and dark share the names; only the values differ. */
import type { Config } from 'tailwindcss'
import plugin from 'tailwindcss/plugin'

/**
 * A status owns a tone of three: words (`good`), the ground under them (`good-soft`) and shapes (`good-mark`).
 * Blue is whatever runs, and the button that makes it run; no other colour is used for decoration.
 */
export const light = {
  canvas: '#f6f7f9',
  surface: '#ffffff',
  sunken: '#f2f4f7',
  line: '#e2e5ea',
  edge: '#858c9b',
  ink: '#15171c',
  muted: '#585f6e',
  accent: '#3352cf',
  'accent-strong': '#2841ad',
  'accent-soft': '#eaeefd',
  'on-accent': '#ffffff',
  focus: '#3352cf',
  scrim: '#10141c',
  wait: '#855000',
  'wait-soft': '#fdf0d8',
  'wait-mark': '#c47a06',
  run: '#2c4ac2',
  'run-soft': '#e7ecfd',
  'run-mark': '#4a69ea',
  good: '#156438',
  'good-soft': '#e0f3e8',
  'good-mark': '#2f9a5c',
  bad: '#ad2119',
  'bad-soft': '#fde9e8',
  'bad-mark': '#d63f37',
  off: '#525866',
  'off-soft': '#ebedf1',
  'off-mark': '#858c9b',
  lost: '#77369b',
  'lost-soft': '#f4eafb',
  'lost-mark': '#9856bd',
  'ansi-black': '#3b404b',
  'ansi-red': '#b3261e',
  'ansi-green': '#17693a',
  'ansi-yellow': '#7d5400',
  'ansi-blue': '#2c4ac2',
  'ansi-magenta': '#8a2f8f',
  'ansi-cyan': '#0b6470',
  'ansi-white': '#585f6e',
}
export type Palette = Record<keyof typeof light, string>

export const dark: Palette = {
  canvas: '#0c0e12',
  surface: '#14171d',
  sunken: '#0f1217',
  line: '#272b34',
  edge: '#6b7384',
  ink: '#e8eaef',
  muted: '#a2a9b8',
  accent: '#4563e0',
  'accent-strong': '#4d69e5',
  'accent-soft': '#1d2650',
  'on-accent': '#ffffff',
  focus: '#8fa5ff',
  scrim: '#000000',
  wait: '#f2b85f',
  'wait-soft': '#33270f',
  'wait-mark': '#d5932c',
  run: '#a3b5ff',
  'run-soft': '#1d2650',
  'run-mark': '#6380f6',
  good: '#74d69e',
  'good-soft': '#11301f',
  'good-mark': '#37a567',
  bad: '#ff9f97',
  'bad-soft': '#401b19',
  'bad-mark': '#e5574f',
  off: '#b3b9c6',
  'off-soft': '#242831',
  'off-mark': '#6b7384',
  lost: '#d9abf3',
  'lost-soft': '#341f43',
  'lost-mark': '#a96bce',
  'ansi-black': '#8b93a3',
  'ansi-red': '#ff9f97',
  'ansi-green': '#74d69e',
  'ansi-yellow': '#f2b85f',
  'ansi-blue': '#a3b5ff',
  'ansi-magenta': '#e5a4e8',
  'ansi-cyan': '#6fd0dc',
  'ansi-white': '#c9ced8',
}

const sans = [
  '-apple-system',
  'Segoe UI',
  'Roboto',
  'Helvetica Neue',
  'Noto Sans',
  'Liberation Sans',
  'Arial',
  'Hiragino Sans',
  'Yu Gothic UI',
  'Meiryo',
  'Noto Sans JP',
  'Noto Sans CJK JP',
  'system-ui',
  'sans-serif',
]
const mono = [
  'ui-monospace',
  'SF Mono',
  'Menlo',
  'Consolas',
  'Liberation Mono',
  'Noto Sans Mono CJK JP',
  'monospace',
]

export default {
  theme: {
    colors: { transparent: 'transparent', current: 'currentColor', ...namesOf(light) },
    fontFamily: { sans: sans.map(quoted).join(', '), mono: mono.map(quoted).join(', ') },
    fontSize: {
      caption: ['0.8125rem', '1.25rem'],
      body: ['0.9375rem', '1.5rem'],
      heading: ['1.0625rem', '1.5rem'],
      title: ['1.5rem', '2rem'],
      code: ['0.8125rem', '1.25rem'],
    },
    borderRadius: { none: '0', bar: '2px', control: '8px', card: '14px', full: '9999px' },
    extend: {
      spacing: { gutter: '1rem', card: '1.25rem', touch: '2.75rem', control: '2.25rem', tabs: '3.75rem' },
      maxWidth: { page: '70rem', dialog: '34rem' },
      boxShadow: {
        card: '0 1px 2px rgb(16 20 30 / 0.05)',
        float: '0 1px 2px rgb(16 20 30 / 0.08), 0 16px 40px -8px rgb(16 20 30 / 0.28)',
      },
    },
  },
  plugins: [
    plugin(({ addBase }) => {
      addBase({
        ':root': { colorScheme: 'light', ...variables(light) },
        '[data-theme=dark]': { colorScheme: 'dark', ...variables(dark) },
        '@media (prefers-color-scheme: dark)': {
          ':root:not([data-theme])': { colorScheme: 'dark', ...variables(dark) },
        },
      })
    }),
  ],
} satisfies Config

function namesOf(palette: Palette) {
  return Object.fromEntries(Object.keys(palette).map((name) => [name, `var(--${name})`]))
}

function variables(palette: Palette) {
  return Object.fromEntries(Object.entries(palette).map(([name, value]) => [`--${name}`, value]))
}

function quoted(family: string) {
  return family.includes(' ') ? `"${family}"` : family
}
