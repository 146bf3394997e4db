import { widthOf } from './width.ts'

/** Rows below their titles, each column as wide as its widest cell. Cells are single lines without control characters. */
export function table(titles: string[], rows: string[][]): string[] {
  const all = [titles, ...rows]
  const widths = titles.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))))
  return all.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const padded = (cell: string, width: number) => cell + ' '.repeat(width - widthOf(cell))
