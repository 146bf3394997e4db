/** Why a file is no runnable task, and what to do about it. */
export class ProblemError extends Error {
  readonly cure: string | null
  constructor(message: string, cure: string | null = null) {
    super(message)
    this.cure = cure
  }
}
