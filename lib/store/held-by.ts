import type { ExpressionBuilder } from 'kysely'
import type { Schema } from './schema.ts'
import type { Claim } from './transition.ts'

/** The guard of all that an attempt writes: its run is running, and still this attempt's. */
export const heldBy =
  ({ run, attempt, runner }: Claim) =>
  (eb: ExpressionBuilder<Schema, 'runs'>) =>
    eb.and({ id: run, attempt, runner, status: 'running' })
