import path from 'node:path'
import { Mortal } from './mortal.ts'

/** What a web process is asked, and what it answers. */
export type Question = { number: number; start: string } | { number: number; look: string }
export type Answer = { number: number; run: string } | { number: number; refusal: string }

/** A web as a process of its own, which takes requests until it dies. */
export class WebProcess extends Mortal {
  #asked = new Map<number, PromiseWithResolvers<string>>()
  #number = 0

  constructor(env: Record<string, string>) {
    super(path.join('chaos', 'web.ts'), env)
    this.child.on('message', (answer) => this.#receive(answer as Answer))
    this.child.on('error', () => {}) // a question that came too late
    void this.death().then(() => {
      for (const { reject } of this.#asked.values()) reject(new Error('The web died before it answered.'))
    })
  }

  /** Resolves with the id of the run once that is accepted. */
  startRun = (task: string) => this.#ask({ number: ++this.#number, start: task })

  /** Looks at a run as its page does. */
  look = (run: string) => this.#ask({ number: ++this.#number, look: run })

  async #ask(question: Question): Promise<string> {
    if (!this.child.connected) throw new Error('The web is dead.')
    const answer = Promise.withResolvers<string>()
    this.#asked.set(question.number, answer)
    this.child.send(question, () => {})
    return answer.promise.finally(() => this.#asked.delete(question.number))
  }

  #receive(answer: Answer) {
    const asked = this.#asked.get(answer.number)
    if ('run' in answer) asked?.resolve(answer.run)
    else asked?.reject(new Error(answer.refusal))
  }
}
