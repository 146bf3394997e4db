/** Text that was written by others, made harmless for a terminal. */

/** Colours and weights: the only sequences that cannot move the cursor, rename the window or answer for the user. */
const colour = '\x1b\\[[\\d;:]*m'
/** Control characters but tab and newline, and what turns the direction of reading. */
const control = '(?![\\t\\n])\\p{Cc}|[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]'
const either = new RegExp(`(${colour})|${control}`, 'gu')

/** Control characters are shown as `\u001b`, so that they cannot act. Colours stay, unless `colours` is false. */
export function visible(text: string, { colours = true } = {}): string {
  let isColoured = false
  const shown = text.replace(either, (found, isColour) => {
    if (!isColour) return escaped(found)
    isColoured = true
    return colours ? found : ''
  })
  // A colour that is not ended would go on in what we write next.
  return isColoured && colours ? `${shown}\x1b[0m` : shown
}

/** The same on one line and without colours: for names, notes and cells of a table. */
export const visibleLine = (text: string) => visible(text, { colours: false }).replace(/[\t\n]/g, escaped)

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
