import type { ProgressValue } from '../progress.ts'
import type { Database } from './database.ts'
import { heldBy } from './held-by.ts'
import type { Claim } from './transition.ts'

/** Writes how far a running attempt is; a late one of an old attempt changes nothing. */
export function reportProgress(db: Database, claim: Claim, progress: ProgressValue): Promise<void> {
  return db.write(
    async (tx) => {
      await tx
        .updateTable('runs')
        .set({
          progress_done: progress.done,
          progress_total: progress.total,
          progress_note: progress.note,
        })
        .where(heldBy(claim))
        .execute()
    },
    { failpoint: 'progress' },
  )
}
