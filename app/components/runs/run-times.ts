import type { Run } from '../../../lib/resources.ts'

type Times = Pick<Run, 'createdAt' | 'availableAt' | 'startedAt' | 'finishedAt'>

/** How long the current or last attempt has worked, in milliseconds; null where there was none. */
export function workedMs({ startedAt, finishedAt }: Times, now: number): number | null {
  if (!startedAt) return null
  return Math.max(0, (finishedAt ? Date.parse(finishedAt) : now) - Date.parse(startedAt))
}

/** How long it stood ready before that attempt. A delay that was asked for, or a pause before a retry, is no wait. */
export function waitedMs({ createdAt, availableAt, startedAt, finishedAt }: Times, now: number): number {
  const ready = Math.max(Date.parse(createdAt), Date.parse(availableAt))
  const end = startedAt ?? finishedAt
  return Math.max(0, (end ? Date.parse(end) : now) - ready)
}

/** A shorter wait is not worth a word. */
export const longWait = 2000
