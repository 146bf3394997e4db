import useSWRInfinite from 'swr/infinite'
import type { AuditList } from '../../lib/resources.ts'
import { readOnce } from './http.ts'

/** Who did what, the newest first; `more` reads the page before, where there is one. It is read again when the window gets focus. */
export function useAudit() {
  const { data, error, size, setSize, isValidating } = useSWRInfinite<AuditList>(keyOf, readOnce<AuditList>)
  const last = data?.at(-1)
  return {
    entries: data?.flatMap((page) => page.data),
    error: error as unknown,
    reading: isValidating,
    more: last?.nextCursor ? () => setSize(size + 1) : null,
  }
}

function keyOf(_index: number, before: AuditList | null): string | null {
  if (before === null) return '/api/audit'
  return before.nextCursor && `/api/audit?cursor=${before.nextCursor}`
}
