/** What one route of the HTTP API takes and answers. */
import { z } from 'zod'
import { Problem } from './resources.ts'

export type Route = {
  method: 'GET' | 'POST' | 'DELETE'
  /** `{name}` stands for one segment and is a member of `params`. */
  path: string
  summary: string
  params?: z.ZodObject
  /** Values arrive as text; a member that is an array may be repeated. */
  query?: z.ZodObject
  /** By lower-case name; headers that are not named here are not looked at. */
  headers?: z.ZodObject
  body?: z.ZodType
  /** Its body is bytes of any kind, which the handler reads as they come. */
  upload?: true
  /** The body by status; null where there is none. */
  responses: Record<number, z.ZodType | null>
  /** It also answers `text/plain`, by `Accept` or `?format=text`. */
  text?: true
  /** Its 200, and 206 for a part, is bytes that are sent as they are read. */
  download?: true
  /** Media type of its 200; JSON unless told. */
  type?: string
  /** It answers everybody, or everybody and every site where badges are public; all others ask first who it is. */
  open?: true | 'badges'
  /** Its answer may take long to make, so that several are made one at a time. */
  large?: true
  /** Members that change all the time and so are no reason to answer again: the `ETag` leaves them out. */
  volatile?: readonly string[]
}

/** The problems that every route can answer with, and `more` of them. */
export function problems(...more: number[]): Record<number, z.ZodType> {
  return Object.fromEntries([400, 401, 403, 421, 429, 500, 503, ...more].map((status) => [status, Problem]))
}

/** A GET that can be conditional: 304 says that the caller's copy still holds. */
export function resourceOf(body: z.ZodType, ...more: number[]): Route['responses'] {
  return { 200: body, 304: null, ...problems(...more) }
}

/** The problems of a route that reads a body. */
export const bodyProblems = [413, 415, 422]

/** A whole number in a query. */
export const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max)

/** A time in a query, as epoch milliseconds. */
export const time = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((text) => Date.parse(text))
