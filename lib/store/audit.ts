/** Who did what, when and from where. Rows are only ever added. */
import { iso } from '../clock.ts'
import { newAuditId } from '../id.ts'
import type { AuditEntry, AuditList } from '../resources.ts'
import type { Database } from './database.ts'
import type { Tx } from './schema.ts'

/** Who asks, and from which address. */
export type Origin = { by: string | null; address: string | null }

/** Where nobody is asked who they are. */
export const nobody: Origin = { by: null, address: null }

export type AuditEvent = Pick<AuditEntry, 'action' | 'task' | 'run'>

/** In the transaction of what it tells, so that neither is there without the other. */
export async function record(tx: Tx, event: AuditEvent, { by, address }: Origin, now: number) {
  const row = { id: newAuditId(now), at: now, by, address, ...event }
  await tx.insertInto('audit').values(row).execute()
}

/** Newest first; a cursor is the id of the last entry seen. */
export async function listAudit(
  db: Database,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<AuditList> {
  let select = db.read.selectFrom('audit').selectAll().orderBy('id', 'desc')
  if (cursor) select = select.where('id', '<', cursor)
  const rows = await select.limit(limit + 1).execute()
  const page = rows.slice(0, limit)
  const data = page.map(({ at, ...row }) => ({ ...row, at: iso(at) }))
  return { data, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}
