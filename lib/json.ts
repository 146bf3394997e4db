/** One text for equal values: what inputs are compared and hashed by. */

/** JSON with the keys of every object sorted and no spaces; members that JSON leaves out are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, sortKeys) ?? 'null'
}

/** JSON Pointer of a place in a value (RFC 6901): `/input/a~1b` for `input`, `a/b`. */
export const pointerOf = (path: PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** JSON nested deeper than this is refused: writing it again would overflow the stack of whoever does. */
export const deepestJson = 100

/** How deep the lists and objects of a valid JSON text are nested. */
export function depthOf(json: string): number {
  let depth = 0
  let deepest = 0
  for (const [token] of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, ++depth)
    else if (token === '}' || token === ']') depth--
  }
  return deepest
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
