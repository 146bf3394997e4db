/** Which runs of the list the reader has chosen. */
export type Picked = {
  ids: ReadonlySet<string>
  /** All that fit the filter, whether they are shown or not. */
  all: boolean
  /** Where a range begins. */
  anchor: string | null
}

export const nothing: Picked = { ids: new Set(), all: false, anchor: null }
export const everything: Picked = { ids: new Set(), all: true, anchor: null }

/** One row pressed; with `range` all rows from the one pressed before become as this one does. `rows` are the ids as shown. */
export function toggle(picked: Picked, rows: readonly string[], id: string, range: boolean): Picked {
  const ids = new Set(picked.all ? rows : picked.ids)
  const on = !ids.has(id)
  const ends = [rows.indexOf(range ? (picked.anchor ?? id) : id), rows.indexOf(id)]
  const [first, last] = ends.includes(-1)
    ? [rows.indexOf(id), rows.indexOf(id)]
    : ends.toSorted((a, b) => a - b)
  for (const each of rows.slice(first, (last ?? 0) + 1)) {
    if (on) ids.add(each)
    else ids.delete(each)
  }
  return { ids, all: false, anchor: id }
}

/** All rows of the page, or none where all were chosen. */
export function togglePage(picked: Picked, rows: readonly string[]): Picked {
  return pageState(picked, rows) === 'all' ? nothing : { ids: new Set(rows), all: false, anchor: null }
}

export function pageState(picked: Picked, rows: readonly string[]): 'none' | 'some' | 'all' {
  if (picked.all) return 'all'
  if (picked.ids.size === 0) return 'none'
  return rows.every((id) => picked.ids.has(id)) ? 'all' : 'some'
}

export const isPicked = ({ all, ids }: Picked, id: string) => all || ids.has(id)
export const isEmpty = ({ all, ids }: Picked) => !all && ids.size === 0
