import { chmod, mkdir, readdir, realpath, rename, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import type { Claim } from '../store/transition.ts'

/**
 * The temporary folder of one attempt, for the files that it is given and those that it leaves. Its place follows from
 * the attempt, so that the next runner finds what a dead one has left.
 */
export class AttemptFolder {
  readonly path: string
  #data: string
  #root: string

  constructor(data: string, attempt: Pick<Claim, 'run' | 'attempt'>) {
    this.#data = data
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

  /** Moves what was left to where nothing is ever deleted, and says where that is, from the data folder on. */
  async setAside(): Promise<string> {
    const place = path.join('unkept', path.basename(this.path))
    await mkdir(path.join(this.#data, 'unkept'), { recursive: true, mode: 0o700 })
    await rename(this.output, path.join(this.#data, place))
    return place
  }

  remove() {
    return removeFolder(this.path)
  }
}

/** Of all attempts but those that `running` gives; nobody else's files are in it. It is asked once the folders are known. */
export async function removeAttemptFolders(
  data: string,
  running: () => Promise<Pick<Claim, 'run' | 'attempt'>[]>,
) {
  const names = await readdir(rootIn(data)).catch(() => [])
  const kept = names.length === 0 ? [] : (await running()).map(nameOf)
  for (const name of names) if (!kept.includes(name)) await removeFolder(path.join(rootIn(data), name))
  await rmdir(rootIn(data)).catch(() => {}) // where nothing is left
}

/** Some tools make folders that even their owner may not change. */
async function removeFolder(folder: string) {
  try {
    await rm(folder, { recursive: true, force: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
    await makeWritable(folder)
    await rm(folder, { recursive: true, force: true })
  }
}

async function makeWritable(folder: string) {
  await chmod(folder, 0o700)
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await makeWritable(path.join(folder, entry.name))
}

const nameOf = ({ run, attempt }: Pick<Claim, 'run' | 'attempt'>) => `${run}-${attempt}`

const rootIn = (data: string) => path.join(data, 'attempts')
