/** What runs on this machine, seen through /proc (Linux). A zombie is dead: it only waits for its parent. */
import { readdirSync, readFileSync } from 'node:fs'
import { isOutOfFiles } from './out-of-files.ts'

/** Which processes are meant: those of a process group, and those that carry one of the marks in their environment. */
export type Wanted = { group?: number; tokens: string[] }

/**
 * The live processes that are wanted; never this one. Without /proc: the group's leader while the group lives.
 * Throws EMFILE or ENFILE where no file can be opened: then nobody knows what is alive.
 */
export function findProcesses({ group, tokens }: Wanted): number[] {
  const pids = listPids()
  if (!pids) return group !== undefined && isGroupAlive(group) ? [group] : []
  const marks = tokens.map((token) => Buffer.from(`RUNBOARD_TOKEN=${token}\0`))
  return pids.filter((pid) => {
    if (pid === process.pid) return false
    const stat = statOf(pid)
    if (!stat || stat.state === 'Z' || stat.state === 'X') return false
    return (group !== undefined && stat.group === group) || carries(pid, marks)
  })
}

/** Sends a signal to one process (or, negative, to a group); false when it is gone. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

const pageSize = 4096

/** Resident bytes of a process; 0 where the system does not tell. */
export function memoryOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * pageSize
  } catch {
    return 0
  }
}

function listPids(): number[] | null {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch (error) {
    if (isOutOfFiles(error)) throw error
    return null
  }
}

/** The name, in brackets, may hold anything; what follows the last bracket is fixed (proc_pid_stat(5)). */
function statOf(pid: number) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0], group: Number(fields[2]) }
  } catch (error) {
    if (isOutOfFiles(error)) throw error
    return null
  }
}

function carries(pid: number, marks: Buffer[]): boolean {
  if (marks.length === 0) return false
  try {
    const environment = readFileSync(`/proc/${pid}/environ`)
    return marks.some((mark) => environment.includes(mark))
  } catch (error) {
    if (isOutOfFiles(error)) throw error
    return false // gone, or another user's
  }
}

function isGroupAlive(group: number): boolean {
  try {
    process.kill(-group, 0)
    return true
  } catch {
    return false
  }
}
