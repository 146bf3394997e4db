import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A process of the program that is there to be killed. */
export class Mortal {
  protected readonly child: ChildProcess
  #exited: Promise<unknown>

  /** `file` is a path from the root of the repository. What it says is not shown, except trouble. */
  constructor(file: string, env: Record<string, string>) {
    this.child = spawn(process.execPath, [file], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#exited = once(this.child, 'exit')
  }

  get pid(): number {
    return this.child.pid as number
  }

  /** The signal it died of, by whatever hand, once it is dead. */
  async death(): Promise<NodeJS.Signals | null> {
    await this.#exited
    return this.child.signalCode
  }

  /** Kills it without a warning. Once it is gone, so are the locks that it held. */
  async kill() {
    this.child.kill('SIGKILL')
    await this.#exited
  }

  /** Asks it to end, again and again: each time it waits for less. */
  async stop() {
    const again = setInterval(() => this.child.kill('SIGTERM'), 100)
    await this.#exited.finally(() => clearInterval(again))
  }
}
