import type { Database } from '../store/database.ts'
import { type Claim, type Ending, settle } from '../store/transition.ts'
import { asCanceled } from './outcome.ts'
import { persist } from './persist.ts'

/**
 * Writes the end of an attempt whose processes are gone. When a cancel came in between, only `cancel` may end the
 * run; when that is refused too, another runner has taken it over, and what we know of it is dropped.
 */
export async function settleAttempt(db: Database, claim: Claim, ending: Ending): Promise<boolean> {
  if (await persist(() => settle(db, claim, ending))) return true
  if (ending.event === 'cancel') return false
  return persist(() => settle(db, claim, asCanceled(ending)))
}
