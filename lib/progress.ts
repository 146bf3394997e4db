import type { z } from 'zod'
import type { Progress } from './resources.ts'

export type ProgressValue = z.infer<typeof Progress>

export const longestNote = 1_000

/**
 * The progress after a task said `next`. It only ever grows within an attempt (another total may
 * change the share), and is never more than all.
 * Returns a sentence instead where the values make no sense; they are then ignored.
 */
export function advance(current: ProgressValue | null, next: ProgressValue): ProgressValue | string {
  const { done, total, note } = next
  if (!Number.isFinite(done) || done < 0) return `Progress ${done} was ignored: it must be 0 or more.`
  if (total !== null && (!Number.isFinite(total) || total <= 0)) {
    return `Progress out of ${total} was ignored: the total must be more than 0.`
  }
  if (total !== null && done > total) return `Progress ${done} of ${total} was ignored: it is more than all.`
  const grown = Math.max(done, current?.done ?? 0)
  return { done: Math.min(grown, total ?? grown), total, note: note?.slice(0, longestNote) ?? null }
}
