/** The log of a run for the manager: in pieces that know where they end, and as one text. */
import type { Log, RunDetail } from './resources.ts'
import { isFinal } from './run.ts'
import type { Database } from './store/database.ts'
import { type LogQuery, lastSeq, linesFrom, readLog } from './store/log.ts'

/** Lines of the log, with `run` as it was before they were read: what ends meanwhile has all its lines next time. */
export async function runLog(db: Database, run: RunDetail, query: LogQuery): Promise<Log> {
  const end = await lastSeq(db.read, run.id)
  const lines = await readLog(db, run.id, query)
  const last = lines.at(-1)?.seq ?? query.after ?? 0
  const rest = await readLog(db, run.id, { stream: query.stream, after: last, limit: 1 })
  const isLast = rest.length === 0
  return {
    lines,
    next: isLast ? Math.max(last, end) : last,
    eof: isFinal(run) && isLast,
    droppedBytes: run.attempts.reduce((sum, attempt) => sum + attempt.droppedBytes, 0),
    run,
  }
}

/** The whole log as the task wrote it. */
export async function* logText(db: Database, run: string): AsyncGenerator<string> {
  for await (const line of linesFrom(db, run, 0)) yield line.partial ? line.text : `${line.text}\n`
}
