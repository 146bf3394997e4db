import { AppError } from './errors.ts'

/** What is said of a file with more than `limit` bytes. */
export const fileTooLarge = (limit: number) =>
  new AppError('too_large', `The file is larger than ${limit} bytes, the limit of RUNBOARD_FILE_LIMIT.`)
