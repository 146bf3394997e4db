/** Which bytes of a file a request asks for; both ends are included. */
export type Range = { start: number; end: number }

/**
 * The one range that a `Range` header names; null where it asks for the whole: without one, with several, or with one
 * that cannot be read, as RFC 9110 has it. `unsatisfiable` where no byte of the file is in it.
 */
export function parseRange(header: string | null, size: number): Range | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(?=.*\d)(\d*)-(\d*)$/i.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') return suffix(Number(last), size)
  const start = Number(first)
  const end = last === '' ? size - 1 : Number(last)
  if (last !== '' && end < start) return null
  return start < size ? { start, end: Math.min(end, size - 1) } : 'unsatisfiable'
}

/** The last `length` bytes. */
function suffix(length: number, size: number): Range | 'unsatisfiable' {
  return length > 0 && size > 0 ? { start: Math.max(0, size - length), end: size - 1 } : 'unsatisfiable'
}
