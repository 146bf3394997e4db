/** One example of each operation's request and answer; a new route needs its own. */
import type { RouteName } from '../routes.ts'
import { auditEntry, canceledRun, finishedRun, log, run, runner, task } from './example-resources.ts'

export type Example = {
  request?: unknown
  /** By status. */
  answers: Record<number, unknown>
}

const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="20" role="img">…</svg>'
const figures = '# TYPE runboard_queued_runs gauge\nrunboard_queued_runs{task="heavy-task"} 2\n'
const gone = 'run_1m86zv1jc0001000gone'
const started = { 200: finishedRun, 202: run }

export const examples: Record<RouteName, Example> = {
  getBackgroundTask: { answers: { 200: { status: true } } },
  startBackgroundTask: { request: { waitTime: 10 }, answers: { 200: { message: 'ok' } } },
  listTasks: { answers: { 200: { data: [task], runner: true } } },
  getTask: { answers: { 200: task } },
  getBadge: { answers: { 200: picture } },
  startRun: { request: { input: { waitTime: 10 } }, answers: started },
  listRuns: { answers: { 200: { data: [run], nextCursor: run.id } } },
  cancelRuns: {
    request: { filter: { task: 'heavy-task', status: ['queued'] } },
    answers: { 202: { accepted: [run.id], skipped: [], more: false, nextCursor: null } },
  },
  rerunRuns: {
    request: { ids: [finishedRun.id, gone] },
    answers: {
      202: {
        accepted: [{ rerunOf: finishedRun.id, run: 'run_1m86zv1jc0009f2k6s3b' }],
        skipped: [{ id: gone, code: 'not_found', detail: `There is no run ${gone}.` }],
        more: false,
        nextCursor: null,
      },
    },
  },
  getRun: { answers: { 200: finishedRun } },
  deleteRun: { answers: {} },
  cancelRun: { request: {}, answers: { 202: canceledRun } },
  rerun: { request: { input: { waitTime: 20 } }, answers: started },
  getLog: { answers: { 200: log } },
  uploadFile: {
    request: 'month,total\n2026-10,1200\n',
    answers: {
      201: { id: 'file_1m86zv1jc0005h8d3n6p', name: 'orders.csv', size: 24, createdAt: run.createdAt },
    },
  },
  listRunFiles: {
    answers: { 200: { data: [{ name: 'report.csv', size: 1204, attempt: 1, createdAt: run.createdAt }] } },
  },
  getRunFile: { answers: { 200: 'month,total\n2026-10,1200\n', 206: 'month' } },
  listRunners: { answers: { 200: { data: [runner] } } },
  login: { request: { name: 'Ada', password: 'open sesame' }, answers: { 200: { by: 'Ada', login: true } } },
  logout: { request: {}, answers: { 200: { by: null, login: false } } },
  listAudit: { answers: { 200: { data: [auditEntry], nextCursor: null } } },
  getDescription: { answers: {} },
  getHealth: { answers: { 200: { status: 'ok' } } },
  getReadiness: { answers: { 200: { store: 'ok', runner: 'alive' } } },
  getMetrics: { answers: { 200: figures } },
}
