const esc = '\u001b'
const bell = '\u0007'

/** Without what is no text and no colour: other escape sequences, control characters, a carriage return at the end. */
export function colouredText(line: string) {
  return line
    .replace(otherSequences, '')
    .replace(/\p{Cc}/gu, (control) => (control === '\t' || control === esc ? control : ''))
}

/** The text alone, as it is read. */
export function plainText(line: string) {
  const text = colouredText(line)
  return text.includes(esc) ? text.replace(colours, '').replaceAll(esc, '') : text
}

const colours = new RegExp(`${esc}\\[[0-9;:]*m`, 'g')
/** Operating system commands (titles, links), strings for devices, cursor movements and modes. */
const otherSequences = new RegExp(
  [
    `${esc}\\][^${bell}${esc}]*(?:${bell}|${esc}\\\\)?`,
    `${esc}[PX^_][^${esc}]*(?:${esc}\\\\)?`,
    `${esc}\\[[0-?]*[ -/]*[@-ln-~]`,
    `${esc}[()][A-Z0-9]`,
    `${esc}[=>78]`,
  ].join('|'),
  'g',
)
