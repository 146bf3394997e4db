/** One example of each operation's request and answer; a new route needs its own. */
import type { RouteName } from '../routes.ts'
import { auditEntry, canceledRun, finishedRun, log, run, runner, task } from './example-resources.ts'

export type Example = {
  request?: unknown
  /** By status. */
  answers: Record<number, unknown>
}

const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="20" role="img">…</svg>'
const started = { 200: finishedRun, 202: run }

export const examples: Record<RouteName, Example> = {
  getBackgroundTask: { answers: { 200: { status: true } } },
  startBackgroundTask: { request: { waitTime: 10 }, answers: { 200: { message: 'ok' } } },
  listTasks: { answers: { 200: { data: [task], runner: true } } },
  getTask: { answers: { 200: task } },
  getBadge: { answers: { 200: picture } },
  startRun: { request: { input: { waitTime: 10 } }, answers: started },
  listRuns: { answers: { 200: { data: [run], nextCursor: run.id } } },
  getRun: { answers: { 200: finishedRun } },
  cancelRun: { request: {}, answers: { 202: canceledRun } },
  rerun: { request: { input: { waitTime: 20 } }, answers: started },
  getLog: { answers: { 200: log } },
  listRunners: { answers: { 200: { data: [runner] } } },
  login: { request: { name: 'Ada', password: 'open sesame' }, answers: { 200: { by: 'Ada', login: true } } },
  logout: { request: {}, answers: { 200: { by: null, login: false } } },
  listAudit: { answers: { 200: { data: [auditEntry], nextCursor: null } } },
  getDescription: { answers: {} },
  getHealth: { answers: { 200: { status: 'ok' } } },
  getReadiness: { answers: { 200: { store: 'ok', runner: 'alive' } } },
}
