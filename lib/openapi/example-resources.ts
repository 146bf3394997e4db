/** Resources as they may look, for the examples of the description. */
import { policyOf } from '../policy.ts'
import type { AuditEntry, Log, Outcome, Run, RunDetail, Runner, Task } from '../resources.ts'

export const run: Run = {
  id: 'run_1m86zv1jc0003wq4t7yd',
  task: 'heavy-task',
  status: 'running',
  waitingFor: null,
  input: { waitTime: 10 },
  output: null,
  error: null,
  progress: { done: 4, total: 10, note: 'waiting' },
  trigger: 'api',
  by: 'Ada',
  priority: 0,
  attempt: 1,
  maxAttempts: 1,
  rerunOf: null,
  createdAt: '2026-11-20T08:30:00.000Z',
  availableAt: '2026-11-20T08:30:00.000Z',
  startedAt: '2026-11-20T08:30:00.012Z',
  finishedAt: null,
  cancelRequestedAt: null,
  cancelBy: null,
  killAt: null,
  runner: 'batch-1',
  logDeletedAt: null,
}

const usual = { medianMs: 10_040, p95Ms: 10_310, runs: 20 }

const attempt = {
  attempt: 1,
  runner: 'batch-1',
  startedAt: '2026-11-20T08:30:00.012Z',
  endedAt: '2026-11-20T08:30:10.052Z',
  status: 'succeeded',
  exitCode: null,
  signal: null,
  error: null,
  droppedBytes: 0,
  peakMemoryBytes: 96_468_992,
} as const

export const finishedRun: RunDetail = {
  ...run,
  status: 'succeeded',
  output: { waited: 10 },
  progress: { done: 10, total: 10, note: null },
  finishedAt: attempt.endedAt,
  attempts: [attempt],
  usual,
}

export const canceledRun: Run = {
  ...run,
  cancelRequestedAt: '2026-11-20T08:30:05.000Z',
  cancelBy: 'Grace',
  killAt: '2026-11-20T08:30:15.000Z',
}

const outcome: Outcome = {
  id: finishedRun.id,
  status: finishedRun.status,
  startedAt: finishedRun.startedAt,
  finishedAt: finishedRun.finishedAt,
}

export const task: Task = {
  name: 'heavy-task',
  title: 'Heavy task',
  description: 'Waits, with progress',
  kind: 'function',
  file: 'heavy-task.ts',
  inputSchema: {
    type: 'object',
    properties: { waitTime: { type: 'number', default: 10, description: 'Seconds to wait' } },
    additionalProperties: false,
  },
  needsInput: false,
  confirm: null,
  policy: policyOf({}),
  problem: null,
  isDefault: true,
  activeCount: 1,
  active: [run],
  lastRun: run,
  recent: [outcome],
  usual,
}

export const log: Log = {
  lines: [{ seq: 1, time: '2026-11-20T08:30:00.020Z', stream: 'out', attempt: 1, text: 'waiting 10 s' }],
  next: 1,
  eof: true,
  droppedBytes: 0,
  run: finishedRun,
}

export const runner: Runner = {
  id: 'runner_1m86zv1jc0001c2k8q4h',
  name: 'batch-1',
  host: 'batch-1',
  version: '0.1.0',
  slots: 2,
  running: 1,
  startedAt: '2026-11-20T08:00:00.000Z',
  heartbeatAt: '2026-11-20T08:30:05.000Z',
  stopping: false,
}

export const auditEntry: AuditEntry = {
  id: 'audit_1m86zv1jc0004r7m2e9z',
  at: '2026-11-20T08:30:00.000Z',
  by: 'Ada',
  address: '192.0.2.7',
  action: 'start',
  task: 'heavy-task',
  run: run.id,
}
