/** From rows to resources. */
import { iso, isoOrNull } from '../clock.ts'
import type { Attempt, Run } from '../resources.ts'
import type { WaitingFor } from '../run.ts'
import { withoutSecrets } from '../secrets.ts'
import type { AttemptRow, RunRow } from './schema.ts'

export const parsed = (json: string | null) => (json === null ? null : JSON.parse(json))

export function runOf(row: RunRow, waitingFor: WaitingFor | null, runnerName: string | null): Run {
  return {
    id: row.id,
    task: row.task,
    status: row.status,
    waitingFor,
    input: withoutSecrets(JSON.parse(row.input), parsed(row.secrets) ?? []) as Run['input'],
    output: parsed(row.output),
    error: parsed(row.error),
    progress: progressOf(row),
    trigger: row.trigger,
    by: row.by,
    priority: row.priority,
    attempt: row.attempt,
    maxAttempts: row.max_attempts,
    rerunOf: row.rerun_of,
    createdAt: iso(row.created_at),
    availableAt: iso(row.available_at),
    startedAt: isoOrNull(row.started_at),
    finishedAt: isoOrNull(row.finished_at),
    cancelRequestedAt: isoOrNull(row.cancel_requested_at),
    cancelBy: row.cancel_by,
    killAt: row.status === 'running' ? isoOrNull(row.kill_at) : null,
    runner: runnerName,
    logDeletedAt: isoOrNull(row.log_deleted_at),
  }
}

function progressOf(row: RunRow): Run['progress'] {
  if (row.progress_done === null) return null
  return { done: row.progress_done, total: row.progress_total, note: row.progress_note }
}

export function attemptOf(row: AttemptRow, runnerName: string): Attempt {
  return {
    attempt: row.attempt,
    runner: runnerName,
    startedAt: iso(row.started_at),
    endedAt: isoOrNull(row.ended_at),
    status: row.status,
    exitCode: row.exit_code,
    signal: row.signal,
    error: parsed(row.error),
    droppedBytes: row.dropped_bytes,
    peakMemoryBytes: row.peak_memory,
  }
}
