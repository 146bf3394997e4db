import { exitCodes } from './exit-codes.ts'

/** Ends the command with `exitCode`; the message says what to do. */
export class Failure extends Error {
  readonly exitCode: number
  /** The server may answer when it is asked again. */
  readonly isTemporary: boolean
  /** HTTP status of the answer that it was; null where there was none. */
  readonly status: number | null

  constructor(
    message: string,
    exitCode: number,
    options: { isTemporary?: boolean; status?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.exitCode = exitCode
    this.isTemporary = options.isTemporary ?? false
    this.status = options.status ?? null
  }
}

/** The caller asked for something that makes no sense. */
export const wrongUsage = (message: string) => new Failure(message, exitCodes.usage)

/** " Did you mean this?", where something is near. */
export const didYouMean = (word: string | null) => (word === null ? '' : ` Did you mean ${word}?`)
