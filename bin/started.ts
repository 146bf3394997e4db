import type { Run } from '../lib/resources.ts'
import type { Arguments } from './arguments.ts'
import { wrongUsage } from './failure.ts'
import { awaitOutput, followLog } from './follow.ts'
import type { Session } from './session.ts'

/** Before anything is started. */
export function refuseBothEnds(given: Arguments) {
  if (given.is('wait') && given.is('follow')) throw wrongUsage('Choose one: --wait or --follow.')
}

/** What comes after a run was started: its id, its output or its log, as it was asked for. */
export async function goOn(session: Session, given: Arguments, run: Run): Promise<number> {
  const { screen, json } = session
  // A run that was active already may be somebody else's.
  const mayCancel = !run.joined
  if (run.joined) screen.say(`${run.id} is active already with the same input, and stands for this one.`)
  if (given.is('wait') || given.is('follow')) {
    screen.say(`${run.id} is ${run.status}`)
    return await (given.is('wait') ? awaitOutput : followLog)(session, run.id, { mayCancel })
  }
  if (json) screen.json(run)
  else screen.print(run.id)
  return 0
}
