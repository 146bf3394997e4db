import type { Run } from '../../../lib/resources.ts'

/** What tells this run from others of its task, each in one line, empty where there is none: what it was given, and why it failed. */
export function summaryOf({ error, status, input }: Pick<Run, 'error' | 'status' | 'input'>) {
  const failed = error && status !== 'succeeded'
  return { input: inputLine(input), error: failed ? oneLine(firstLine(error.message)) : '' }
}

const longest = 300

const firstLine = (text: string) => text.trim().split('\n', 1)[0] ?? ''

/** Values that say nothing are left out, unless there are no others. */
function inputLine(input: Run['input']) {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return oneLine(valueText(input))
  const all = Object.entries(input)
  const telling = all.filter(([, value]) => value !== null && value !== '')
  const shown = telling.length > 0 ? telling : all
  return oneLine(shown.map(([name, value]) => `${name}: ${valueText(value)}`).join(' · '))
}

const valueText = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

/** Cut, as an input may be a book; by whole characters. */
const oneLine = (text: string) =>
  [...text.slice(0, 2 * longest).replace(/\s+/g, ' ')].slice(0, longest).join('')
