import type { Run, RunDetail } from './resources.ts'

/** How far a running run is. `fraction` is 0 to 1, or null where nobody can say. */
export type Estimate = {
  fraction: number | null
  /** Milliseconds left, where there is a ground to say so. */
  leftMs: number | null
  /** Known from earlier runs only; the task says nothing. */
  estimated: boolean
  /** Longer than nineteen in twenty of its earlier runs. */
  slow: boolean
}

type Usual = NonNullable<RunDetail['usual']>

/** With fewer successes than this, "slower than usual" would be a guess. */
const enoughRuns = 3
/** Before this much is done, the slope says nothing. */
const enoughDone = 0.02
const enoughTime = 2000

/** At time `now` (milliseconds, the server's clock). */
export function estimate(
  run: Pick<Run, 'progress' | 'startedAt'>,
  usual: Usual | null,
  now: number,
): Estimate {
  const elapsed = run.startedAt ? Math.max(0, now - Date.parse(run.startedAt)) : 0
  const slow = usual !== null && usual.runs >= enoughRuns && elapsed > Math.max(usual.p95Ms, 1000)
  const fraction = fractionOf(run.progress)
  if (fraction !== null) return { fraction, leftMs: slope(fraction, elapsed), estimated: false, slow }
  if (!usual) return { fraction: null, leftMs: null, estimated: false, slow }
  const left = usual.medianMs - elapsed
  return {
    fraction: Math.min(0.95, elapsed / Math.max(1, usual.medianMs)),
    leftMs: left > 0 ? left : null,
    estimated: true,
    slow,
  }
}

function fractionOf(progress: Run['progress']) {
  if (!progress?.total) return null
  return Math.min(1, Math.max(0, progress.done / progress.total))
}

function slope(fraction: number, elapsed: number) {
  if (fraction < enoughDone || fraction >= 1 || elapsed < enoughTime) return null
  return (elapsed * (1 - fraction)) / fraction
}
