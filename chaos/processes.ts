/** Processes as the kernel shows them, read apart from the engine: a check must not trust what it checks. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** A zombie only waits for its parent: it counts as dead. */
export function isAlive(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`)
  return stat !== '' && !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
}

/** Live processes that carry one of the tokens in their environment; never this one. */
export function processesMarked(tokens: string[]): number[] {
  const marks = tokens.map((token) => `RUNBOARD_TOKEN=${token}\0`)
  return processes().filter((pid) => {
    const environment = read(`/proc/${pid}/environ`)
    return marks.some((mark) => environment.includes(mark)) && isAlive(pid)
  })
}

/** Live processes that a process has started, not counting theirs. */
export function childrenOf(parent: number): number[] {
  return processes().filter((pid) => {
    const stat = read(`/proc/${pid}/stat`)
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent && isAlive(pid)
  })
}

export function killHard(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it is gone already
  }
}

/** How many files a process has open, and its resident memory in bytes. */
export function usageOf(pid: number): { files: number; memory: number } {
  const pages = Number(read(`/proc/${pid}/statm`).split(' ')[1])
  return { files: readdirSync(`/proc/${pid}/fd`).length, memory: pages * 4096 }
}

/** The most resident memory that a process ever had, in bytes, or has had since that was forgotten. */
export function peakMemoryOf(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1]) * 1024
}

/** As proc_pid_clear_refs(5) has it. */
export const forgetPeakMemory = (pid: number) => writeFileSync(`/proc/${pid}/clear_refs`, '5')

const processes = () =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
