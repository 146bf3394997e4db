import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '../errors.ts'
import type { AttemptContext } from './attempt.ts'
import { bringInput } from './input-files.ts'
import { isOutOfFiles } from './out-of-files.ts'
import { isUnavailable } from './persist.ts'

type Prepared = {
  input: Record<string, unknown>
  /** Why the task cannot start; null where it can. */
  trouble: string | null
}

type Parts = Pick<AttemptContext, 'db' | 'run' | 'task' | 'folder'> & {
  signal: AbortSignal
  say: (text: string) => void
}

/**
 * The folder of an attempt, and the input as its task gets it. A machine that has no room is no fault of the task: its
 * runs wait, instead of failing one after the other, until there is some or `signal` aborts.
 */
export async function prepare(parts: Parts): Promise<Prepared> {
  try {
    return { input: await bringPatiently(parts), trouble: null }
  } catch (error) {
    return { input: {}, trouble: `Its files could not be prepared: ${messageOf(error)}` }
  }
}

async function bringPatiently({ db, run, task, folder, signal, say }: Parts) {
  for (let tries = 0; ; tries++) {
    try {
      await folder.create()
      return await bringInput(db, run, task, folder, signal)
    } catch (error) {
      if (signal.aborted || !isNoRoom(error)) throw error
      if (tries === 0) say(`It waits for the machine: ${messageOf(error)}`)
      await folder.remove().catch(() => {}) // where nothing can be written, nothing can be removed either
      await sleep(Math.min(5_000, 100 * 2 ** tries), undefined, { signal }).catch(() => {})
    }
  }
}

const isNoRoom = (error: unknown) =>
  isUnavailable(error) ||
  isOutOfFiles(error) ||
  /^(ENOSPC|EDQUOT|EROFS|EIO)$/.test(String((error as NodeJS.ErrnoException).code))
