import { mkdir, realpath, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Claim } from '../store/transition.ts'

/**
 * The temporary folder of one attempt, for the files that it is given and those that it leaves. Its place follows from
 * the attempt, so that the next runner finds what a dead one has left.
 */
export class AttemptFolder {
  readonly path: string
  #root: string

  constructor(data: string, { run, attempt }: Pick<Claim, 'run' | 'attempt'>) {
    this.#root = rootIn(data)
    this.path = path.join(this.#root, `${run}-${attempt}`)
  }

  /** What is in here when the attempt ends is kept. */
  get output(): string {
    return path.join(this.path, 'out')
  }

  async create() {
    await mkdir(this.output, { recursive: true, mode: 0o700 })
  }

  /** Whether the output folder is where we made it: a link in its place would lead to other people's files. */
  async isGenuine(): Promise<boolean> {
    const expected = path.join(await realpath(this.#root), path.relative(this.#root, this.output))
    return (await realpath(this.output)) === expected
  }

  async remove() {
    await rm(this.path, { recursive: true, force: true })
  }
}

/** Of all attempts; nobody else's files are in it. */
export async function removeAttemptFolders(data: string) {
  await rm(rootIn(data), { recursive: true, force: true })
}

const rootIn = (data: string) => path.join(data, 'attempts')
