export const timeChoices = ['off', 'relative', 'absolute'] as const

/** How the rows are shown. */
export type LogLook = {
  wrap: boolean
  times: (typeof timeChoices)[number]
  /** When the run started, ISO 8601: relative times count from there. */
  start: string
  /** Of the longest line number. */
  digits: number
  /** What is searched for. */
  pattern: RegExp | null
}

/** Time since the start, to a tenth of a second: `0:04.2`, `1:02:03.4`. */
export function timeSince(start: string, time: string) {
  const tenths = Math.max(0, Math.floor((Date.parse(time) - Date.parse(start)) / 100))
  const seconds = Math.floor(tenths / 10)
  const hours = Math.floor(seconds / 3600)
  const minutes = String(Math.floor(seconds / 60) % 60).padStart(hours > 0 ? 2 : 1, '0')
  const rest = `${minutes}:${String(seconds % 60).padStart(2, '0')}.${tenths % 10}`
  return hours > 0 ? `${hours}:${rest}` : rest
}
