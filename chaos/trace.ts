/** Watches which attempts execute, and where: every 50 ms, by what the tasks wrote and the kernel says. */
import { existsSync, readFileSync } from 'node:fs'
import { isAlive } from './processes.ts'

/** One attempt of a run that has started in a process; scripts and functions both write these. */
export type Start = { run: string; attempt: number; pid: number; task: string }

/** What executed at one moment. */
export type Sample = Start[]

const everyMs = 50

export class Trace {
  readonly samples: Sample[] = []
  #file: string
  #timer: NodeJS.Timeout

  constructor(file: string) {
    this.#file = file
    this.#timer = setInterval(() => this.#look(), everyMs)
  }

  get starts(): Start[] {
    return linesOf(this.#file).filter((line) => line.word === 'start')
  }

  stop() {
    clearInterval(this.#timer)
  }

  /** The file is read once and before the processes are looked at: what is found then did overlap. */
  get executing(): Sample {
    const lines = linesOf(this.#file)
    const ended = new Set(lines.filter((line) => line.word === 'end').map(nameOf))
    const open = lines.filter((line) => line.word === 'start' && !ended.has(nameOf(line)))
    return open.filter((line) => isAlive(line.pid))
  }

  #look() {
    const sample = this.executing
    if (JSON.stringify(sample) !== JSON.stringify(this.samples.at(-1))) this.samples.push(sample)
  }
}

const nameOf = ({ run, attempt }: Start) => `${run} ${attempt}`

/** `start RUN ATTEMPT PID TASK`, and `end …` where a function came to its end. */
function linesOf(file: string): (Start & { word: string })[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => {
    const [word = '', run = '', attempt, pid, ...task] = line.split(' ')
    return { word, run, attempt: Number(attempt), pid: Number(pid), task: task.join(' ') }
  })
}
