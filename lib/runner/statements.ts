import { parseControl } from '../control.ts'
import { failpoint } from '../failpoint.ts'
import { advance, type ProgressValue } from '../progress.ts'
import type { Database } from '../store/database.ts'
import { reportProgress } from '../store/progress.ts'
import type { Claim } from '../store/transition.ts'
import type { AttemptLog } from './attempt-log.ts'
import type { LoadedTask } from './definitions.ts'
import type { Mask } from './mask.ts'
import { largestOutput } from './messages.ts'
import { ProgressPattern } from './progress-pattern.ts'
import { Ticker } from './ticker.ts'

const progressEveryMs = 250
const mostComplaints = 5
const mostSlowLooks = 3

type Surroundings = { task: LoadedTask; log: AttemptLog; mask: Mask }

/** What a task states about its work while it goes on: progress and output, in reports, control lines or any output. */
export class Statements {
  /** JSON text of the last output that was printed. */
  output: string | null = null
  #task: LoadedTask
  #log: AttemptLog
  #mask: Mask
  #progress: ProgressValue | null = null
  #ticker: Ticker<ProgressValue>
  #pattern: ProgressPattern | null
  #timer: NodeJS.Timeout | undefined
  #complaints = 0
  #slowLooks = 0

  constructor(db: Database, claim: Claim, { task, log, mask }: Surroundings) {
    this.#task = task
    this.#log = log
    this.#mask = mask
    this.#pattern = task.progress === null ? null : new ProgressPattern(task.progress)
    this.#ticker = new Ticker(progressEveryMs, (value) => {
      reportProgress(db, claim, value).catch(() => {}) // shown again with the next one
    })
  }

  /** Begins to look for statements in the log. */
  listen() {
    if (this.#task.kind !== 'function') this.#log.takeControl = (line) => this.#takeControl(line)
    if (!this.#pattern) return
    this.#log.onText = (stream, text) => this.#pattern?.feed(stream, text)
    this.#timer = setInterval(() => this.#readPattern(), progressEveryMs)
  }

  progress({ done, total, note }: ProgressValue) {
    const next = advance(this.#progress, { done, total, note: note && this.#mask.text(note) })
    if (typeof next === 'string') {
      this.#complain(next)
      return
    }
    this.#progress = next
    this.#ticker.push(next)
  }

  /** The last progress is written, and nothing after it. */
  stop() {
    clearInterval(this.#timer)
    this.#readPattern()
    this.#ticker.stop()
  }

  #takeControl(line: string): boolean {
    const control = parseControl(line)
    if (!control) return false
    if (control.type === 'progress') this.progress(control)
    else this.#keepOutput(control.json)
    return true
  }

  #keepOutput(output: string) {
    failpoint('before-output')
    if (Buffer.byteLength(output) <= largestOutput) this.output = output
    else this.#complain(`An output of more than ${largestOutput / 1024} KB was ignored.`)
    failpoint('after-output')
  }

  #readPattern() {
    try {
      for (const value of this.#pattern?.look() ?? []) this.progress(value)
    } catch {
      // Once may be the machine's fault.
      if (++this.#slowLooks < mostSlowLooks) return
      this.#pattern = null
      this.#complain('Its `progress` pattern takes too long on this output, and is not used any more.')
    }
  }

  /** A task that does something wrong does it a million times. */
  #complain(text: string) {
    if (++this.#complaints <= mostComplaints) this.#log.say(text)
  }
}
