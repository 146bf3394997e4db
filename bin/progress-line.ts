/** How a run is, on one line. */
import { type Estimate, estimate } from '../lib/estimate.ts'
import type { RunDetail } from '../lib/resources.ts'
import { type ShownStatus, shownStatus, type WaitingFor } from '../lib/run.ts'
import { inWords } from './duration.ts'
import { visibleLine } from './visible.ts'

const barWidth = 24

const waits = {
  time: 'waits for its time',
  slot: 'waits for a free slot',
  task: 'waits for another run of the task',
  retry: 'waits before it is tried again',
  runner: 'nothing is running tasks right now',
} as const satisfies Record<WaitingFor, string>

/** `running [######..................] 25% · reading · about 2m 10s left`; `now` is the server's time. */
export function progressLine(run: RunDetail, now: number): string {
  const status = shownStatus(run)
  if (run.status === 'queued')
    return [statusWord(status), run.waitingFor && waits[run.waitingFor]].filter(Boolean).join(' · ')
  if (run.status !== 'running') return statusWord(status)
  const guess = estimate(run, run.usual, now)
  const elapsed = run.startedAt ? inWords(now - Date.parse(run.startedAt)) : null
  const left = run.cancelRequestedAt ? null : leftOf(guess)
  const words = [amountOf(run, guess), note(run), left ?? elapsed, guess.slow && 'slower than usual']
  return [statusWord(status), barOf(guess), words.filter(Boolean).join(' · ')].filter(Boolean).join(' ')
}

/** As people say it. */
export const statusWord = (status: ShownStatus) => status.replace('_', ' ')

function barOf({ fraction, estimated }: Estimate): string | null {
  if (fraction === null) return null
  const full = Math.floor(fraction * barWidth)
  return `[${(estimated ? '-' : '#').repeat(full)}${'.'.repeat(barWidth - full)}]`
}

function amountOf({ progress }: RunDetail, { fraction, estimated }: Estimate): string | null {
  if (fraction !== null && !estimated) return `${Math.floor(fraction * 100)}%`
  return progress && progress.total === null ? String(progress.done) : null
}

const note = ({ progress }: RunDetail) => progress?.note && visibleLine(progress.note)

/** From earlier runs alone it is a guess, and says so. */
function leftOf({ leftMs, estimated }: Estimate): string | null {
  if (leftMs === null) return null
  return estimated ? `usually ${inWords(leftMs)} more` : `about ${inWords(leftMs)} left`
}
