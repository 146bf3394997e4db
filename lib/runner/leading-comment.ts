/** Finds the block between two `# ---` lines at the head of a script, in the comment style of its language. */
import { AppError } from '../errors.ts'

/** The text between the two lines without its comment marks, and the number of its first line in the file. */
export type Block = { text: string; line: number }

/**
 * The block of `source`, or null where there is none. Only a shebang, an encoding line and blank lines may come
 * before it. Throws `task_broken` for a block that does not end, or that is longer than 64 KB.
 */
export function leadingBlock(source: string): Block | null {
  const lines = source
    .slice(0, maxLength)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
  const opening = lines.findIndex((line, index) => !mayComeBefore(line, index))
  const mark = openingLine.exec(lines[opening] ?? '')?.[1]
  if (mark === undefined) return null
  const body = lines.slice(opening + 1)
  const length = body.findIndex((line) => !isInside(line, mark))
  if (length === -1 || !isClosing(body[length] ?? '', mark)) throw notClosed(mark, opening + 1, length)
  return {
    text: body
      .slice(0, length)
      .map((line) => withoutMark(line, mark))
      .join('\n'),
    line: opening + 2,
  }
}

/** Enough for any front matter; a dropped-in program of many megabytes is not searched. */
const maxLength = 64 * 1024

/** `--` is a comment mark only when a space follows: a line of dashes is none. */
const openingLine = /^\s*(#|\/\/|;+|--(?=\s))\s*---\s*$/

function mayComeBefore(line: string, index: number): boolean {
  const isShebang = index === 0 && line.startsWith('#!')
  const isEncoding = /^\s*(#|\/\/|--|;).*\bcoding[:=]\s*[-\w.]+/.test(line)
  return isShebang || isEncoding || line.trim() === ''
}

function isInside(line: string, mark: string): boolean {
  return line.trimStart().startsWith(mark) && !isClosing(line, mark)
}

function isClosing(line: string, mark: string): boolean {
  return openingLine.exec(line)?.[1] === mark
}

/** One space after the mark belongs to the comment, the others are YAML's indentation. */
function withoutMark(line: string, mark: string): string {
  return line
    .trimStart()
    .slice(mark.length)
    .replace(/^[ \t]/, '')
}

function notClosed(mark: string, opening: number, length: number): AppError {
  const last = length === -1 ? `within ${maxLength / 1024} KB` : `before line ${opening + length + 1}`
  return new AppError(
    'task_broken',
    `Line ${opening}: The front matter that begins here does not end ${last}. Close it with a line "${mark} ---".`,
  )
}
