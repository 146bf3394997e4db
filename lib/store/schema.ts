/** The tables as Kysely sees them. Times are epoch milliseconds, JSON is text, ids are text: the same on every database. */
import type { Kysely } from 'kysely'
import type { Policy } from '../policy.ts'
import type { AuditAction } from '../resources.ts'
import type { FinalStatus, Status, Trigger } from '../run.ts'

export type Schema = {
  tasks: TaskRow
  runs: RunRow
  attempts: AttemptRow
  log_chunks: LogChunkRow
  runners: RunnerRow
  runner_tasks: { runner: string; task: string; version: string }
  /** What is decided once for a store, by name. */
  facts: { name: string; value: string }
  sessions: SessionRow
  audit: AuditRow
  files: FileRow
  file_chunks: { file: string; number: number; bytes: Buffer }
  /** Which uploaded files a run uses. */
  run_files: { run: string; file: string }
  idempotency_keys: { key: string; hash: string; run: string; created_at: number }
  totals: TotalRow
}

/** A connection's query builder; inside `Database.write` it is a transaction. */
export type Tx = Kysely<Schema>

export type TaskRow = {
  name: string
  /** JSON: `StoredTask` without the columns below. */
  definition: string
  /** JSON: `Policy`. */
  policy: string
  concurrency: number
  when_busy: Policy['whenBusy']
  /** JSON: `{message, cure}`, or null where the task loads. */
  problem: string | null
  version: string
  updated_at: number
  removed_at: number | null
}

export type RunRow = {
  id: string
  task: string
  status: Status
  input: string
  output: string | null
  error: string | null
  trigger: Trigger
  by: string | null
  priority: number
  created_at: number
  available_at: number
  started_at: number | null
  finished_at: number | null
  attempt: number
  max_attempts: number
  runner: string | null
  cancel_requested_at: number | null
  cancel_by: string | null
  kill_at: number | null
  rerun_of: string | null
  progress_done: number | null
  progress_total: number | null
  progress_note: string | null
  /** JSON: names of the inputs whose values are shown to nobody; null where there are none. */
  secrets: string | null
  /** Of the log chunks that are stored. */
  log_bytes: number
  /** When its log was deleted to keep within `RUNBOARD_LOG_TOTAL`. */
  log_deleted_at: number | null
}

export type AttemptRow = {
  run: string
  attempt: number
  runner: string
  /** Secret mark in the environment of everything that the attempt started. */
  token: string
  started_at: number
  ended_at: number | null
  status: 'running' | 'succeeded' | 'failed' | 'timed_out' | 'canceled' | 'interrupted'
  exit_code: number | null
  signal: string | null
  error: string | null
  dropped_bytes: number
  /** Bytes. */
  peak_memory: number | null
}

export type SessionRow = {
  /** Hash of its token. */
  id: string
  name: string
  /** Fingerprint of the password that it was opened with. */
  password: string
  created_at: number
  expires_at: number
}

export type AuditRow = {
  id: string
  at: number
  by: string | null
  address: string | null
  action: AuditAction
  task: string | null
  run: string | null
}

export type TotalRow = {
  task: string
  status: FinalStatus
  /** The smallest of `durationBounds` that their durations are within; `neverStarted` for runs that have none. */
  within_ms: number
  /** How many have ended so, ever. */
  runs: number
  /** The sum of their durations. */
  ms: number
}

export type LogChunkRow = {
  run: string
  first_seq: number
  last_seq: number
  attempt: number
  bytes: number
  /** JSON: `[milliseconds, stream, text, partial?][]`. */
  lines: string
}

export type FileRow = {
  id: string
  name: string
  size: number
  created_at: number
  /** Null while its bytes come in, and while it is being deleted. */
  completed_at: number | null
  /** Who left it; null for one that was uploaded. */
  run: string | null
  attempt: number | null
}

export type RunnerRow = {
  id: string
  name: string
  host: string
  pid: number
  token: string
  version: string
  slots: number
  started_at: number
  heartbeat_at: number
  /** When it had last read its tasks. */
  loaded_at: number | null
  stopping_at: number | null
  ended_at: number | null
}
