import type { Run } from '../../lib/resources.ts'
import { post } from './http.ts'

/** Starts a run of a task. `key` stands for one press of the button, however often it is sent. */
export const startRun = (task: string, input: unknown, key: string) =>
  post<Run>(`/api/tasks/${encodeURIComponent(task)}/runs`, { input }, key)

/** Asks a run to stop; by `force` without giving it time to tidy up. */
export const cancelRun = (id: string, force = false) =>
  post<Run>(`/api/runs/${encodeURIComponent(id)}/cancel${force ? '?force=true' : ''}`)

/** A new run of the same task, with the same input or with another. */
export const rerun = (id: string, key: string, input?: unknown) =>
  post<Run>(`/api/runs/${encodeURIComponent(id)}/rerun`, input === undefined ? {} : { input }, key)
