import type { LogLine } from '../../lib/resources.ts'

/** One row of the log as it is shown: a line, put together from its pieces where it came in several. */
export type LogRow = {
  /** Number of its first line; it never changes, so that links to it hold. */
  seq: number
  /** Number of its last line. */
  last: number
  time: string
  stream: LogLine['stream']
  attempt: number
  text: string
  /** The next line of its stream goes on here. */
  open: boolean
}

/** A row that is longer goes on in the next one: a browser cannot lay out a line of megabytes. */
const longestRow = 32_768

/** How far back an unfinished line is looked for: the other stream seldom writes more in between. */
const reach = 200

/** The rows once `lines` were read, which follow on `rows`. Lines that are in already are left out. */
export function addLines(rows: readonly LogRow[], lines: readonly LogLine[]): LogRow[] {
  const result = [...rows]
  let last = result.reduceRight(
    (seq, row, at) => (at < result.length - reach ? seq : Math.max(seq, row.last)),
    0,
  )
  for (const line of lines) {
    if (line.seq <= last) continue
    last = line.seq
    addLine(result, line)
  }
  return result
}

function addLine(rows: LogRow[], line: LogLine) {
  const at = openRow(rows, line)
  const row = rows[at]
  if (row)
    rows[at] = { ...row, last: line.seq, text: joined(row.text, line.text), open: line.partial === true }
  else rows.push({ ...pick(line), last: line.seq, text: joined('', line.text), open: line.partial === true })
}

function openRow(rows: readonly LogRow[], line: LogLine) {
  for (let at = rows.length - 1; at >= Math.max(0, rows.length - reach); at--) {
    const row = rows[at]
    if (row?.stream !== line.stream) continue
    return row.open && row.attempt === line.attempt && row.text.length < longestRow ? at : -1
  }
  return -1
}

const pick = ({ seq, time, stream, attempt }: LogLine) => ({ seq, time, stream, attempt })

/** A carriage return takes the pen back to the beginning of the line: what follows it replaces what was there. */
function joined(before: string, piece: string) {
  const text = before.endsWith('\r') && piece !== '' && piece !== '\r' ? piece : before + piece
  const end = text.replace(/\r+$/, '')
  return text.slice(end.lastIndexOf('\r') + 1)
}
