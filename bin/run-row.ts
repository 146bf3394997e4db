import type { Run } from '../lib/resources.ts'
import { shownStatus } from '../lib/run.ts'
import { inWords } from './duration.ts'
import { visibleLine } from './visible.ts'

export const runTitles = ['ID', 'TASK', 'STATUS', 'STARTED', 'DURATION', 'BY']

/** One run as a row of a table; what is not known is a dash. `now` is the server's time. */
export function runRow(run: Run, now: number): string[] {
  const started = run.startedAt ? localTime(run.startedAt) : '-'
  return [
    run.id,
    visibleLine(run.task),
    shownStatus(run),
    started,
    durationOf(run, now),
    visibleLine(run.by ?? '-'),
  ]
}

/** How long the current or last attempt has taken. */
export function durationOf({ startedAt, finishedAt, status }: Run, now: number): string {
  if (!startedAt || (!finishedAt && status !== 'running')) return '-'
  return inWords((finishedAt ? Date.parse(finishedAt) : now) - Date.parse(startedAt))
}

/** In the time zone of this machine: `2026-11-24 15:03:07`. */
export const localTime = (iso: string) => new Date(iso).toLocaleString('sv-SE')
