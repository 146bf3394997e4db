import type { Failpoint } from '../lib/failpoint.ts'
import type { Status } from '../lib/run.ts'

/** What the next runner makes of a run when the last one has died there. */
type Case = {
  stored: Status
  ends: Status
  starts: readonly number[]
  log?: boolean
  progress?: number | null
}

const lost = { stored: 'running', ends: 'interrupted', starts: [1] } as const

/** Every point that a runner passes in the life of a run. */
export const cases: Record<Exclude<Failpoint, `${string}-accept`>, Case> = {
  'before-start': { stored: 'queued', ends: 'succeeded', starts: [1] },
  'after-start': { ...lost, starts: [0] },
  'before-spawn': { ...lost, starts: [0] },
  'after-spawn': { ...lost, starts: [0, 1] },
  'before-log': { ...lost, log: false },
  'after-log': { ...lost, log: true },
  'before-progress': { ...lost, progress: null },
  'after-progress': { ...lost, progress: 40 },
  'before-output': lost,
  'after-output': lost,
  'before-end': { ...lost, log: true, progress: 40 },
  'after-end': { stored: 'succeeded', ends: 'succeeded', starts: [1], log: true, progress: 40 },
}
const pause = 'sleep 0.1'
/** What a run does that passes them all. */
export const work = `echo said; ${pause}; echo '::progress::40'; ${pause}; echo '::output::{"n":1}'; ${pause}`
