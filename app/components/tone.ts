export type Tone = 'wait' | 'run' | 'good' | 'bad' | 'off' | 'lost'

/** Class names of each tone, whole: the build finds them by their text. */
export const tones = {
  wait: { text: 'text-wait', soft: 'bg-wait-soft', fill: 'fill-wait-mark' },
  run: { text: 'text-run', soft: 'bg-run-soft', fill: 'fill-run-mark' },
  good: { text: 'text-good', soft: 'bg-good-soft', fill: 'fill-good-mark' },
  bad: { text: 'text-bad', soft: 'bg-bad-soft', fill: 'fill-bad-mark' },
  off: { text: 'text-off', soft: 'bg-off-soft', fill: 'fill-off-mark' },
  lost: { text: 'text-lost', soft: 'bg-lost-soft', fill: 'fill-lost-mark' },
} satisfies Record<Tone, Record<'text' | 'soft' | 'fill', string>>
