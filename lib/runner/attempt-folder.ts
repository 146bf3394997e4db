import { mkdir, readdir, realpath, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import type { Claim } from '../store/transition.ts'

/**
 * The temporary folder of one attempt, for the files that it is given and those that it leaves. Its place follows from
 * the attempt, so that the next runner finds what a dead one has left.
 */
export class AttemptFolder {
  readonly path: string
  #root: string

  constructor(data: string, attempt: Pick<Claim, 'run' | 'attempt'>) {
    this.#root = rootIn(data)
    this.path = path.join(this.#root, nameOf(attempt))
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

/** Of all attempts but those that `running` gives; nobody else's files are in it. It is asked once the folders are known. */
export async function removeAttemptFolders(
  data: string,
  running: () => Promise<Pick<Claim, 'run' | 'attempt'>[]>,
) {
  const names = await readdir(rootIn(data)).catch(() => [])
  const kept = names.length === 0 ? [] : (await running()).map(nameOf)
  for (const name of names) {
    if (!kept.includes(name)) await rm(path.join(rootIn(data), name), { recursive: true, force: true })
  }
  await rmdir(rootIn(data)).catch(() => {}) // where nothing is left
}

const nameOf = ({ run, attempt }: Pick<Claim, 'run' | 'attempt'>) => `${run}-${attempt}`

const rootIn = (data: string) => path.join(data, 'attempts')
