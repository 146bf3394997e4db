/** Durations and sizes in words. One rule for both: a number always carries its unit, so `30` alone is refused. */
import { AppError } from './errors.ts'

/** Milliseconds of `250ms`, `30s`, `1h30m` or `2d` (largest unit first); throws `malformed` for anything else. */
export function parseDuration(text: string | number): number {
  const amounts = durationPattern.exec(String(text).trim())?.groups
  const duration = amounts && sumOf(amounts, milliseconds)
  if (duration === undefined || !Number.isSafeInteger(duration)) {
    throw new AppError('malformed', unreadable(text, 'duration', 'such as 250ms, 30s, 1h30m or 2d', 's'))
  }
  return duration
}

/** Bytes of `512B`, `64KB`, `10MB` or `2GB` (1 KB is 1024 bytes); throws `malformed` for anything else. */
export function parseSize(text: string | number): number {
  const amounts = sizePattern.exec(String(text).trim().toUpperCase())?.groups
  const size = amounts && sumOf(amounts, bytes)
  if (size === undefined || !Number.isSafeInteger(size)) {
    throw new AppError('malformed', unreadable(text, 'size', 'such as 64KB, 10MB or 2GB', 'MB'))
  }
  return size
}

const milliseconds = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 }
const bytes = { GB: 1024 ** 3, MB: 1024 ** 2, KB: 1024, B: 1 }

const number = '\\d+(?:\\.\\d+)?'
const durationPattern = new RegExp(`^(?=\\d)${Object.keys(milliseconds).map(optionalPart).join('')}$`)
const sizePattern = new RegExp(`^(?:${Object.keys(bytes).map(part).join('|')})$`)

function part(unit: string) {
  return `(?:(?<${unit}>${number}) ?${unit})`
}

function optionalPart(unit: string) {
  return `${part(unit)}? ?`
}

function sumOf(amounts: Record<string, string | undefined>, units: Record<string, number>): number {
  const parts = Object.entries(units).map(([unit, factor]) => Number(amounts[unit] ?? 0) * factor)
  return Math.round(parts.reduce((sum, each) => sum + each, 0))
}

function unreadable(text: string | number, noun: string, examples: string, unit: string): string {
  const hint = /^\d+$/.test(String(text).trim()) ? ` Write the unit too: ${String(text).trim()}${unit}.` : ''
  return `${JSON.stringify(text)} is not a ${noun} ${examples}.${hint}`
}
