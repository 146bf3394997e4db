import { setTimeout as sleep } from 'node:timers/promises'
import { type Definitions, type LoadedTask, loadDefinitions } from './definitions.ts'
import { folderSignature } from './tasks-folder.ts'

const lookEveryMs = 1_000
const retryEveryMs = 10_000

/** The tasks of the folder as they are now: read at the start, and again whenever their code changes. */
export class TaskLibrary {
  /** Grows with every reading: what was loaded before is out of date. */
  generation = 0
  #folder: string
  #token: string
  #publish: (definitions: Definitions) => Promise<void>
  #now: Definitions = { stored: [], loaded: new Map(), results: new Map() }
  #signature = ''
  #isPublishing = false

  /** `publish` makes a reading known to the store; it counts from when that is done. */
  constructor(folder: string, token: string, publish: (definitions: Definitions) => Promise<void>) {
    this.#folder = folder
    this.#token = token
    this.#publish = publish
  }

  get(name: string): LoadedTask | undefined {
    return this.#now.loaded.get(name)
  }

  /** While the store learns of a new reading, nothing may be claimed: it could be a task that is not loaded here. */
  get isSettled() {
    return !this.#isPublishing
  }

  async load() {
    const signature = folderSignature(this.#folder)
    await this.#take(await loadDefinitions(this.#folder, this.#token))
    this.#signature = signature
  }

  /** Looks at the folder every second until `signal` aborts; `onChange` is called after each new reading. */
  async watch(signal: AbortSignal, onChange: () => void, onTrouble: (error: unknown) => void) {
    for (let readAt = performance.now(); !signal.aborted; ) {
      await sleep(lookEveryMs, undefined, { signal }).catch(() => {})
      if (signal.aborted) return
      try {
        const hasChanged = folderSignature(this.#folder) !== this.#signature
        if (!hasChanged && performance.now() < readAt + retryEveryMs) continue
        await (hasChanged ? this.load() : this.#retryBroken())
        onChange()
      } catch (error) {
        onTrouble(error)
      }
      readAt = performance.now()
    }
  }

  /** What a broken file lacks may lie outside the folder: a program, a package, a working folder. */
  async #retryBroken() {
    const known = [...this.#now.results].filter(([, { problem, isProcessLost }]) => !problem || isProcessLost)
    if (known.length === this.#now.results.size) return
    const again = await loadDefinitions(this.#folder, this.#token, new Map(known))
    if (JSON.stringify(again.stored) !== JSON.stringify(this.#now.stored)) await this.#take(again)
  }

  async #take(definitions: Definitions) {
    this.#isPublishing = true
    try {
      await this.#publish(definitions)
      this.#now = definitions
      this.generation++
    } finally {
      this.#isPublishing = false
    }
  }
}
