import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const ending = '.lease'
/** A runner that is alive has written its own since; task processes of any other have ended. */
const staleMs = 60_000

/** How long the processes of a runner may go on, for them to read: a runner that hangs or is stopped cannot end them. */
export class LeaseFile {
  readonly path: string

  constructor(data: string, runner: string) {
    this.path = path.join(data, `${runner}${ending}`)
    removeStale(data)
  }

  /** In nanoseconds of the clock that all processes of a machine share. Nobody reads half of it. */
  extend(ms: number) {
    const end = process.hrtime.bigint() + BigInt(Math.round(ms * 1e6))
    try {
      writeFileSync(`${this.path}.new`, String(end))
      renameSync(`${this.path}.new`, this.path)
    } catch {
      this.remove() // a full disk must not end what executes
    }
  }

  remove() {
    rmSync(this.path, { force: true })
  }
}

function removeStale(data: string) {
  for (const name of readdirSync(data).filter((name) => name.endsWith(ending))) {
    const file = path.join(data, name)
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    if (age > staleMs) rmSync(file, { force: true })
  }
}
