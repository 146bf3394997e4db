/** The word that was probably meant, or null when none of `words` is near: at most a third of its letters differ. */
export function nearest(word: string, words: Iterable<string>): string | null {
  const near = [...words]
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.ceil(candidate.length / 3))
    .sort((a, b) => a.distance - b.distance)
  return near[0]?.candidate ?? null
}

/** How many letters must be put in, taken out or changed (Levenshtein). */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [row, letter] of [...a].entries()) {
    const here = [row + 1]
    for (let column = 0; column < b.length; column++) {
      const changed = at(above, column) + (b[column] === letter ? 0 : 1)
      here.push(Math.min(changed, at(above, column + 1) + 1, at(here, column) + 1))
    }
    above = here
  }
  return at(above, b.length)
}

const at = (row: number[], column: number) => row[column] ?? Number.POSITIVE_INFINITY
