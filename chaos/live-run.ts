import type { Manager } from '../lib/manager.ts'
import type { LogLine, RunDetail } from '../lib/resources.ts'
import { isFinal, type Status } from '../lib/run.ts'
import { eventually } from './eventually.ts'

/** One run of an installation, as a test speaks of it. */
export class LiveRun {
  readonly id: string
  #door: Manager

  constructor(door: Manager, id: string) {
    this.#door = door
    this.id = id
  }

  get state(): Promise<RunDetail> {
    return this.#door.run(this.id)
  }

  /** Waits for a status; fails as soon as the run has ended in another one. */
  async reaches(status: Status, withinMs = 60_000): Promise<RunDetail> {
    return eventually(
      `${this.id} reaches ${status}`,
      async () => {
        const run = await this.#look()
        if (!run || run.status === status) return run
        if (isFinal(run)) throw new Error(await this.#story(run, status))
        return null
      },
      withinMs,
    )
  }

  /** Waits until it has ended, in whatever way. */
  async ends(withinMs = 60_000): Promise<RunDetail> {
    return eventually(
      `${this.id} ends`,
      async () => {
        const run = await this.#look()
        return run && isFinal(run) ? run : null
      },
      withinMs,
    )
  }

  /** Waits until its log has a text. */
  says(text: string): Promise<unknown> {
    return eventually(`${this.id} says ${text}`, async () => (await this.log()).includes(text))
  }

  async cancel(options = { force: false }) {
    await this.#door.cancel(this.id, options)
  }

  /** The whole log as text. */
  async log(): Promise<string> {
    const pieces: string[] = []
    for await (const piece of this.#door.logText(this.id)) pieces.push(piece)
    return pieces.join('')
  }

  /** Every line of the log, page by page as a browser reads it. */
  async lines(): Promise<LogLine[]> {
    const lines: LogLine[] = []
    for (let after = 0; ; ) {
      const page = await this.#door.log(this.id, { after, limit: 5_000 })
      lines.push(...page.lines)
      if (page.lines.length === 0) return lines
      after = page.next
    }
  }

  /** Null while the store cannot be read. */
  #look(): Promise<RunDetail | null> {
    return this.state.catch((error) => {
      if (error.code === 'unavailable') return null
      throw error
    })
  }

  async #story(run: RunDetail, wanted: Status) {
    const log = (await this.log()).slice(-2_000)
    return `${this.id} should have reached ${wanted}, but ${run.status}: ${JSON.stringify(run.error)}\n${log}`
  }
}
