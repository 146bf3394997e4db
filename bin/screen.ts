/** Where everything is printed: results to stdout, all that is said about them to stderr. */
import type { LogLine } from '../lib/resources.ts'
import { StatusLine, type Terminal } from './status-line.ts'
import { visible } from './visible.ts'

type Options = {
  stdout: Terminal
  stderr: Terminal
  env: Record<string, string | undefined>
  quiet?: boolean
}

/** A line of a log that has no end yet is held back at most so long, in UTF-16 units. */
const mostHeld = 16 * 1024

export class Screen {
  #stdout: Terminal
  #stderr: Terminal
  #quiet: boolean
  #env: Options['env']
  #held = { out: '', err: '', system: '' }
  /** Null where nothing may be drawn: in a pipe, and where quiet was asked for. */
  readonly statusLine: StatusLine | null

  constructor({ stdout, stderr, env, quiet = false }: Options) {
    this.#stdout = stdout
    this.#stderr = stderr
    this.#env = env
    this.#quiet = quiet
    this.statusLine = stderr.isTTY && !quiet && env.TERM !== 'dumb' ? new StatusLine(stderr) : null
  }

  /** Whether results may be coloured. */
  get hasColours(): boolean {
    return this.#hasColours(this.#stdout)
  }

  /** Whether results are read on a terminal. */
  get isTerminal(): boolean {
    return this.#stdout.isTTY ?? false
  }

  /** A result: lines that are ready to be shown. */
  print(...lines: string[]) {
    if (lines.length > 0) this.#write(this.#stdout, `${lines.join('\n')}\n`)
  }

  /** A result as JSON: on a terminal to be read, in a pipe on one line. */
  json(value: unknown) {
    const text = JSON.stringify(value, null, this.isTerminal ? 2 : undefined)
    this.print(this.isTerminal ? visible(text) : text)
  }

  /** One of several documents, each on its line. */
  jsonLine(value: unknown) {
    const text = JSON.stringify(value)
    this.print(this.isTerminal ? visible(text) : text)
  }

  /** What is happening, unless quiet was asked for. */
  say(text: string) {
    if (!this.#quiet) this.complain(text)
  }

  complain(text: string) {
    for (const line of text.split('\n'))
      this.#write(this.#stderr, `${this.#safe(this.#stderr, `runboard: ${line}`)}\n`)
  }

  /** As the task wrote it, to the stream that it wrote to; lines of Runboard itself go to stderr. */
  log({ stream, text, partial }: Pick<LogLine, 'stream' | 'text' | 'partial'>) {
    const target = stream === 'out' ? this.#stdout : this.#stderr
    const whole = this.#held[stream] + text
    // The status line needs a line of its own, so that an unfinished one cannot stand above it.
    const isHeld = partial && this.statusLine !== null && whole.length < mostHeld
    this.#held[stream] = isHeld ? whole : ''
    const end = partial && !this.statusLine ? '' : '\n'
    if (!isHeld) this.#write(target, `${this.#safe(target, whole)}${end}`)
  }

  /** All that `print` prints, with the status line drawn only once. */
  together(print: () => void) {
    if (this.statusLine) this.statusLine.above(print)
    else print()
  }

  /** Nothing more comes: the status line goes, and what was held back is printed. */
  end() {
    this.statusLine?.show('')
    for (const stream of ['out', 'err', 'system'] as const)
      if (this.#held[stream]) this.log({ stream, text: '' })
  }

  #safe(target: Terminal, text: string): string {
    return target.isTTY ? visible(text, { colours: this.#hasColours(target) }) : text
  }

  #hasColours({ isTTY }: Terminal): boolean {
    return isTTY === true && !this.#env.NO_COLOR && this.#env.TERM !== 'dumb'
  }

  #write(target: Terminal, text: string) {
    const write = () => target.write(text)
    if (this.statusLine && target.isTTY) this.statusLine.above(write)
    else write()
  }
}
