import type { Language } from './message.ts'

export type Format = ReturnType<typeof formatter>

/** Times, durations and sizes in the reader's language and time zone. Durations are milliseconds, times ISO 8601. */
export function formatter(language: Language) {
  const dates = dateFormats(language)
  return {
    duration: (ms: number) => exactDuration(language, ms),
    limit: (ms: number) => exactDuration(language, ms, 'short'),
    about: (ms: number) => roughDuration(language, ms),
    percent: (fraction: number) => new Intl.NumberFormat(language, { style: 'percent' }).format(fraction),
    number: (value: number) => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value),
    size: (bytes: number) => size(language, bytes),
    time: (iso: string) => dates.time.format(new Date(iso)),
    shortTime: (iso: string) => dates.shortTime.format(new Date(iso)),
    moment: (iso: string) => dates.moment.format(new Date(iso)),
    /** A date with its time to the minute, for moments that were chosen. */
    minute: (iso: string) => dates.minute.format(new Date(iso)),
    full: (iso: string) => dates.full.format(new Date(iso)),
    /** The time alone when it is on the day of `now`, else with its date. */
    timeOrMoment: (iso: string, now: number) =>
      sameDay(iso, now) ? dates.time.format(new Date(iso)) : dates.moment.format(new Date(iso)),
    relative: (iso: string, now: number) => relative(language, Date.parse(iso) - now),
  }
}

function dateFormats(language: Language) {
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  const date = { year: 'numeric', month: 'short', day: 'numeric' } as const
  return {
    time: new Intl.DateTimeFormat(language, time),
    shortTime: new Intl.DateTimeFormat(language, { ...time, second: undefined }),
    moment: new Intl.DateTimeFormat(language, { ...time, ...date }),
    minute: new Intl.DateTimeFormat(language, { ...time, ...date, second: undefined }),
    full: new Intl.DateTimeFormat(language, { ...time, ...date, weekday: 'short', timeZoneName: 'short' }),
  }
}

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** The shortest unit names that still read as the language. */
const exact = { en: 'narrow', ja: 'short' } as const satisfies Record<Language, string>

/** The two largest units: "1m 12s"; below ten seconds with one decimal. Where it is `short`, nothing is said of a second unit that is zero. */
function exactDuration(language: Language, ms: number, ending?: 'short') {
  if (ms > 0 && ms < 95) return unit(language, 'millisecond', ms, exact[language])
  if (ms < 9950) return unit(language, 'second', ms / 1000, exact[language], 1, ms === 0 ? 0 : 1)
  const whole = Math.round(ms / 1000) * 1000
  const first = steps.findIndex(([, length]) => whole >= length)
  const [name, length] = steps[first] ?? steps[3]
  const [nextName, nextLength] = steps[first + 1] ?? []
  const head = unit(language, name, Math.floor(whole / length), exact[language])
  const rest = nextLength ? Math.floor((whole % length) / nextLength) : 0
  if (!nextName || (ending && rest === 0)) return head
  return `${head} ${unit(language, nextName, rest, exact[language])}`
}

/** One unit, rounded: "4 min"; a tenth of a second at least. */
function roughDuration(language: Language, ms: number) {
  const [name, length] = steps.find(([, each]) => ms >= each * 0.95) ?? steps[3]
  const amount = Math.max(0.1, ms / length)
  return unit(language, name, amount, 'short', amount < 9.5 && (name === 'hour' || ms < 1000) ? 1 : 0)
}

function unit(
  language: Language,
  name: string,
  value: number,
  unitDisplay: 'narrow' | 'short' | 'long',
  digits = 0,
  minimumDigits = 0,
) {
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: name,
    unitDisplay,
    minimumFractionDigits: minimumDigits,
    maximumFractionDigits: digits,
  }).format(value)
}

function size(language: Language, bytes: number) {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10))
  const name = units[power] ?? 'byte'
  return unit(language, name, bytes / 1024 ** power, power ? 'short' : 'long', power ? 1 : 0)
}

function relative(language: Language, ms: number) {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
  const [name, length] = steps.find(([, each]) => Math.abs(ms) >= each) ?? steps[3]
  const amount = Math.trunc(ms / length)
  return name === 'second'
    ? format.format(Math.min(0, Math.ceil(amount / 10) * 10), name)
    : format.format(amount, name)
}

function sameDay(iso: string, now: number) {
  return new Date(iso).toDateString() === new Date(now).toDateString()
}
