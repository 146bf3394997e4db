import type { Run, RunList } from '../../../lib/resources.ts'

export const pageSize = 50

/** `gone`: it does not fit the filter any more, or was deleted. */
export type Row = { run: Run; gone: boolean }
export type Shown = {
  rows: Row[]
  /** Runs that belong here and are not shown yet. */
  news: number
}

/**
 * What is shown once the server gave `answer`. Where the list is held, because somebody reads it or has chosen in it, no
 * row moves: each changes in its place, and new ones are only counted.
 */
export function shownAfter(before: readonly Row[], answer: RunList, held: boolean): Shown {
  if (!held || before.length === 0) {
    return { rows: answer.data.slice(0, pageSize).map((run) => ({ run, gone: false })), news: 0 }
  }
  const found = new Map(answer.data.map((run) => [run.id, run]))
  const rows = before.map(({ run, gone }) => {
    const now = found.get(run.id)
    return now ? { run: now, gone: false } : { run, gone: gone || reaches(answer, run.id) }
  })
  return { rows, news: countNews(before, answer) }
}

/** How many rows a request has to ask for, so that all that are shown stay live below the new ones; 200 are given at most. */
export const wantedRows = ({ news }: Shown) =>
  Math.min(200, Math.ceil((pageSize + news) / pageSize) * pageSize)

/** Where the next page begins, or null where this is the last. */
export function olderThan(rows: readonly Row[], { data, nextCursor }: RunList): string | null {
  const last = rows.at(-1)?.run.id
  if (last === undefined) return nextCursor
  const goesOn = data.some(({ id }) => id < last)
  return goesOn || (nextCursor !== null && nextCursor > last) ? last : nextCursor
}

/** The answer would have held the run. */
const reaches = ({ nextCursor }: RunList, id: string) => nextCursor === null || id >= nextCursor

function countNews(before: readonly Row[], { data }: RunList) {
  const known = new Set(before.map(({ run }) => run.id))
  const last = before.length < pageSize ? '' : (before.at(-1)?.run.id ?? '')
  return data.filter(({ id }) => !known.has(id) && id > last).length
}
