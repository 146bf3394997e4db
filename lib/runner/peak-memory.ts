import { findProcesses, memoryOf } from './processes.ts'

const every = 1000

/** The most memory that the processes of an attempt held together, seen once a second and at the end. */
export class PeakMemory {
  #wanted: { group: number; tokens: string[] }
  #timer: NodeJS.Timeout | undefined
  #bytes = 0

  /** `group` leads its process group; `token` marks what has left the group. */
  constructor(group: number, token: string) {
    this.#wanted = { group, tokens: [token] }
  }

  start() {
    this.#timer = setInterval(() => this.#look(), every)
  }

  /** Bytes; null where the system does not tell. What lived less than a second between two looks was not seen. */
  get bytes(): number | null {
    return this.#bytes || null
  }

  /** The last look is at the leader alone: a short attempt must not cost a search through all processes. */
  stop() {
    clearInterval(this.#timer)
    this.#bytes = Math.max(this.#bytes, memoryOf(this.#wanted.group))
  }

  #look() {
    try {
      const held = findProcesses(this.#wanted).reduce((sum, pid) => sum + memoryOf(pid), 0)
      this.#bytes = Math.max(this.#bytes, held)
    } catch {
      // No file can be opened at the moment, and this is no reason to end anything.
    }
  }
}
