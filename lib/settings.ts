/** Every setting by the name of its variable. Each description completes the sentence "… must be". */
import { z } from 'zod'
import { parseDuration, parseSize } from './units.ts'

export const LogLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])

export const Settings = z.object({
  PORT: whole(0, 65_535).default(3000).describe('a port from 0 (any free one) to 65535'),
  RUNBOARD_HOST: z
    .string()
    .regex(/^([\w.-]+|\[?[\da-f:.]+\]?)$/i)
    .transform((host) => host.replace(/^\[|\]$/g, ''))
    .default('127.0.0.1')
    .describe('an address or name of this machine, such as 127.0.0.1 or 0.0.0.0'),
  RUNBOARD_DATA: z.string().default('data').describe('a folder'),
  RUNBOARD_TASKS: z.string().default('tasks').describe('a folder'),
  RUNBOARD_DATABASE_URL: z
    .string()
    .refine(isDatabase)
    .optional()
    .describe(
      'the address of a PostgreSQL database, such as postgres://runboard:PASSWORD@localhost/runboard',
    ),
  RUNBOARD_RUNNER: z.enum(['on', 'off']).default('on').describe('on or off'),
  RUNBOARD_RUNNER_NAME: z.string().max(200).optional().describe('a name of at most 200 characters'),
  RUNBOARD_SLOTS: whole(1, 1000).optional().describe('a whole number from 1 to 1000'),
  RUNBOARD_DEFAULT_TASK: z
    .string()
    .regex(/^[^/]+$/)
    .optional()
    .describe("a task's name, such as heavy-task"),
  RUNBOARD_DRAIN: inWords(parseDuration)
    .default(30_000)
    .describe('a duration with its unit, such as 30s or 5m'),
  RUNBOARD_LOG_LIMIT: inWords(parseSize)
    .refine((size) => size >= 65_536)
    .default(10 * 1024 ** 2)
    .describe('a size with its unit, such as 10MB, and 64KB at least'),
  RUNBOARD_LOG_TOTAL: inWords(parseSize)
    .refine((size) => size >= 1024 ** 2)
    .default(2 * 1024 ** 3)
    .describe('a size with its unit, such as 2GB, and 1MB at least'),
  RUNBOARD_FILE_LIMIT: inWords(parseSize)
    .refine((size) => size >= 1024)
    .default(100 * 1024 ** 2)
    .describe('a size with its unit, such as 100MB, and 1KB at least'),
  RUNBOARD_FILE_TOTAL: inWords(parseSize)
    .refine((size) => size >= 1024)
    .default(5 * 1024 ** 3)
    .describe('a size with its unit, such as 5GB, and 1KB at least'),
  RUNBOARD_RETENTION_DAYS: whole(1, 36_500).default(90).describe('a whole number of days from 1 to 36500'),
  RUNBOARD_RETENTION_RUNS: whole(1, 100_000_000)
    .default(1000)
    .describe('a whole number of runs from 1 to 100000000'),
  RUNBOARD_PASSWORD: z.string().min(8).optional().describe('at least 8 characters long'),
  RUNBOARD_PASSWORD_FILE: z.string().optional().describe('a file that holds the password'),
  RUNBOARD_USER_HEADER: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .transform((name) => name.toLowerCase())
    .optional()
    .describe('the name of a header, such as X-Forwarded-User'),
  RUNBOARD_TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .default([])
    .describe('addresses or networks, such as 127.0.0.1,10.0.0.0/8'),
  RUNBOARD_OPEN: z.enum(['yes', 'no']).default('no').describe('yes or no'),
  RUNBOARD_PUBLIC_BADGES: z.enum(['on', 'off']).default('off').describe('on or off'),
  RUNBOARD_PUBLIC_URL: z
    .string()
    .transform(originOf)
    .optional()
    .describe('an http or https address without a path, such as https://runboard.example.com'),
  RUNBOARD_LOG_LEVEL: LogLevel.default('info').describe(`one of ${LogLevel.options.join(', ')}`),
})
export type Settings = z.infer<typeof Settings>

export const settingNames = Object.keys(Settings.shape) as (keyof Settings)[]

/** Read by the command line client alone: a server that finds them in its environment passes them over. */
export const clientSettingNames = ['RUNBOARD_URL', 'RUNBOARD_NAME']

function whole(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max))
}

function inWords(parse: (text: string) => number) {
  return z.string().transform((text, context) => {
    try {
      return parse(text)
    } catch {
      return refused(context)
    }
  })
}

function originOf(text: string, context: z.RefinementCtx): string {
  const url = URL.parse(text)
  return url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
    ? url.origin
    : refused(context)
}

function isDatabase(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1
}

function refused(context: z.RefinementCtx) {
  context.addIssue({ code: 'custom', message: 'refused' })
  return z.NEVER
}
