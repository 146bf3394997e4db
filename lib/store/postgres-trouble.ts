import pg from 'pg'
import { AppError } from '../errors.ts'

/**
 * Anything thrown by a query or a connection. What is the fault of the database, or of the way to it, becomes an
 * AppError `unavailable`, and its connection is not used again; what the query did wrong stays what it is.
 */
export function explain(error: unknown): unknown {
  const code = codeOf(error)
  if (error instanceof AppError || (code !== null && !trouble.test(code))) return error
  const reason = reasons.find(([codes]) => codes.test(code ?? ''))?.[1] ?? 'the database cannot be reached'
  return new AppError('unavailable', `The store cannot be used right now: ${reason}.`, { cause: error })
}

/** Whether waiting may help: a wrong password or name does not become right by itself, nor what we refuse. */
export const mayPass = (error: unknown) =>
  error instanceof AppError && error.cause !== undefined && !/^(28|3D)/.test(codeOf(error.cause) ?? '')

/** SQLSTATE, where the server has answered at all. */
function codeOf(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.code ?? '') : null
}

/** Classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const trouble = /^(08|25006|25P0[34]|28|3D|40|53|55P03|57|58|XX00[12])/

const reasons: [RegExp, string][] = [
  [/^25006/, 'the database is read-only'],
  [/^28/, 'the database does not let us in'],
  [/^3D/, 'there is no such database'],
  [/^53300/, 'the database has no connection left'],
  [/^53100/, 'the disk of the database is full'],
  [/^(25P0[34]|55P03|57014)/, 'the database takes too long'],
  [/^57P/, 'the database is restarting'],
]
