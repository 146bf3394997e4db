/** Ids that sort by the time they were made: 9 characters of milliseconds, 3 that count within one, 8 random. */

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz' // Crockford's base 32: no i, l, o, u
const timeLength = 9
const countLength = 3
const randomLength = 8

let last = { now: 0, count: 0 }

/** A new run id; later ids of this process are always greater, even when the clock goes back. */
export const newRunId = (now: number) => newId('run', now)
export const newAuditId = (now: number) => newId('audit', now)
export const newFileId = (now: number) => newId('file', now)

function newId(kind: string, now: number): string {
  last = now > last.now ? { now, count: 0 } : after(last)
  return `${kind}_${encode(last.now, timeLength)}${encode(last.count, countLength)}${random(randomLength)}`
}

/** One further; a full count borrows from the time to come. */
const after = ({ now, count }: typeof last) =>
  count + 1 < 32 ** countLength ? { now, count: count + 1 } : { now: now + 1, count: 0 }

export const isRunId = (text: string) => isId('run', text)
export const isAuditId = (text: string) => isId('audit', text)
export const isFileId = (text: string) => isId('file', text)

const isId = (kind: string, text: string) =>
  text.startsWith(`${kind}_`) && /^[0-9a-hjkmnp-tv-z]{20}$/.test(text.slice(kind.length + 1))

function encode(value: number, length: number): string {
  let text = ''
  for (let rest = value, i = 0; i < length; i++, rest = Math.floor(rest / 32))
    text = alphabet[rest % 32] + text
  return text
}

function random(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length))
  return Array.from(bytes, (byte) => alphabet[byte % 32]).join('')
}

/** The smallest id a run made at `now` or later can have: turns a time into a place in the order of ids. */
export const firstIdAt = (now: number) => `run_${encode(Math.min(Math.max(0, now), lastTime), timeLength)}`
const lastTime = 32 ** timeLength - 1 // in the year 3084
