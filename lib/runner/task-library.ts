import { setTimeout as sleep } from 'node:timers/promises'
import { type Definitions, type LoadedTask, loadDefinitions } from './definitions.ts'
import { folderSignature } from './tasks-folder.ts'

const lookEveryMs = 1_000

/** The tasks of the folder as they are now: read at the start, and again whenever their code changes. */
export class TaskLibrary {
  /** Grows with every reading: what was loaded before is out of date. */
  generation = 0
  #folder: string
  #token: string
  #publish: (definitions: Definitions) => Promise<void>
  #loaded: Definitions['loaded'] = new Map()
  #signature = ''
  #isPublishing = false

  /** `publish` makes a reading known to the store; it counts from when that is done. */
  constructor(folder: string, token: string, publish: (definitions: Definitions) => Promise<void>) {
    this.#folder = folder
    this.#token = token
    this.#publish = publish
  }

  get(name: string): LoadedTask | undefined {
    return this.#loaded.get(name)
  }

  /** While the store learns of a new reading, nothing may be claimed: it could be a task that is not loaded here. */
  get isSettled() {
    return !this.#isPublishing
  }

  async load() {
    this.#signature = folderSignature(this.#folder)
    const definitions = await loadDefinitions(this.#folder, this.#token)
    this.#isPublishing = true
    try {
      await this.#publish(definitions)
      this.#loaded = definitions.loaded
      this.generation++
    } finally {
      this.#isPublishing = false
    }
  }

  /** Looks at the folder every second until `signal` aborts; `onChange` is called after each new reading. */
  async watch(signal: AbortSignal, onChange: () => void, onTrouble: (error: unknown) => void) {
    while (!signal.aborted) {
      await sleep(lookEveryMs, undefined, { signal }).catch(() => {})
      if (signal.aborted || folderSignature(this.#folder) === this.#signature) continue
      await this.load().then(onChange, onTrouble)
    }
  }
}
