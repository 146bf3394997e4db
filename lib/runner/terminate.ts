import { setTimeout as sleep } from 'node:timers/promises'
import { isOutOfFiles } from './out-of-files.ts'
import { findProcesses, signal, type Wanted } from './processes.ts'

const lookEveryMs = 20
const politenessMs = 1_000

/**
 * Ends processes for good: SIGTERM to the group, SIGKILL to whatever is left of it when `grace` is over, and then to
 * those that escaped from it. Resolves when none is alive, never before.
 * `grace` resolves when patience ends; `isDone` may end it early, once what was asked to stop says that it has.
 */
export async function terminate(wanted: Wanted, grace: Promise<unknown>, isDone: () => boolean) {
  if (wanted.group !== undefined) signal(-wanted.group, 'SIGTERM')
  let isOver = false
  void grace.then(() => {
    isOver = true
  })
  while (!isOver && !whenPossible(isDone)) await Promise.race([grace, sleep(lookEveryMs)])
  await kill(wanted)
}

/** SIGKILL until nothing is left, or patience ends: a process may have started another one while we looked. */
export async function kill(wanted: Wanted, patienceMs = Number.POSITIVE_INFINITY) {
  for (const deadline = performance.now() + patienceMs; performance.now() < deadline; ) {
    if (wanted.group !== undefined) signal(-wanted.group, 'SIGKILL')
    const alive = whenPossible(() => findProcesses(wanted))
    if (alive?.length === 0) return
    for (const pid of alive ?? []) signal(pid, 'SIGKILL')
    await sleep(lookEveryMs)
  }
}

/** Ends what an attempt left behind, politely first. Returns how many processes that were. */
export async function clearLeftovers(wanted: Wanted, isLeftover: (pid: number) => boolean): Promise<number> {
  const find = () => whenPossible(() => findProcesses(wanted).filter(isLeftover))
  let left = find()
  while (!left) {
    await sleep(lookEveryMs)
    left = find()
  }
  const { length: count } = left
  for (const pid of left) signal(pid, 'SIGTERM')
  for (let looks = 0; left?.length !== 0; looks++) {
    if (looks * lookEveryMs >= politenessMs) for (const pid of left ?? []) signal(pid, 'SIGKILL')
    await sleep(lookEveryMs)
    left = find()
  }
  return count
}

/** What `look` finds; null while it cannot look, because no file can be opened. */
function whenPossible<T>(look: () => T): T | null {
  try {
    return look()
  } catch (error) {
    if (isOutOfFiles(error)) return null
    throw error
  }
}
