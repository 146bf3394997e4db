/** Moments of a run's life at which a test lets a process die, to see what the next one makes of it. */
export const moments = ['accept', 'start', 'spawn', 'log', 'progress', 'output', 'end'] as const
export type Moment = (typeof moments)[number]
export type Failpoint = `${'before' | 'after'}-${Moment}`

/** `RUNBOARD_FAILPOINT=NAME[:N]`: where to die, and at which passing. Only tests may set it; a start refuses it otherwise. */
const [chosen, passing = '1'] =
  process.env.NODE_ENV === 'test' ? (process.env.RUNBOARD_FAILPOINT ?? '').split(':') : []
let passingsLeft = Number(passing)

/** Does nothing, or kills this process as a power cut would: without a word to anybody. */
export function failpoint(name: Failpoint) {
  if (name === chosen && --passingsLeft === 0) process.kill(process.pid, 'SIGKILL')
}
