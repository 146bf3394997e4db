/** How this server is set up: read once, from the environment and the command line. */
import { readFileSync, statSync } from 'node:fs'
import { availableParallelism, hostname } from 'node:os'
import { resolve } from 'node:path'
import type { z } from 'zod'
import { areAddresses } from './auth/address.ts'
import { AppError, messageOf } from './errors.ts'
import { nearest } from './nearest.ts'
import { clientSettingNames, type LogLevel, Settings, settingNames } from './settings.ts'

/** A finished run goes when it is older than `days`, or beyond the newest `runs` of its task. */
export type Retention = {
  days: number
  runs: number
  /** Bytes of all logs together; beyond it the oldest logs go, and their runs stay. */
  logBytes: number
  /** Of what runs have left, and as much again of what was uploaded. */
  fileBytes: number
}

export type Config = {
  /** 0: any free port. */
  port: number
  host: string
  /** Absolute path of the data folder. */
  data: string
  /** The address of the PostgreSQL database, password and all; null where the store is a SQLite file. */
  databaseUrl: string | null
  /** Absolute path of the tasks folder. */
  tasks: string
  /** Whether the web starts and watches a runner. */
  runner: boolean
  runnerName: string
  /** How many attempts may run at once on this machine. */
  slots: number
  defaultTask: string | null
  /** How long running attempts may go on when the server stops. */
  drainMs: number
  /** Bytes of log kept of one attempt. */
  logLimit: number
  /** Bytes of an uploaded file; of a file that an attempt leaves, and of all these together. */
  fileLimit: number
  /** What is kept of finished runs, and of their logs. */
  retention: Retention
  /** Whether others may reach the server: they are asked who they are, or everybody may use it on purpose. */
  open: boolean
  /** The one password of all; null where nobody is asked for one. */
  password: string | null
  /** The header, in lower case, in which a trusted proxy gives the visitor's name. */
  userHeader: string | null
  /** Addresses and networks whose forwarding headers are believed. */
  trustedProxies: string[]
  /** Whether badges of tasks are shown to everybody, and by pages of other sites. */
  publicBadges: boolean
  /** The origin that people use, such as `https://runboard.example.com`. */
  publicUrl: string | null
  logLevel: z.infer<typeof LogLevel>
}

/**
 * The settings from `env`, and from `argv` the tasks folder where one is named (it wins over `RUNBOARD_TASKS`).
 * Throws `malformed`, in one line that says what to change, for a bad value and for an unknown `RUNBOARD_…` name.
 */
export function parseConfig(env: Record<string, string | undefined>, argv: string[] = []): Config {
  refuseUnknown(env)
  const settings = readSettings(env)
  refuseContradictions(settings)
  refuseExposed(settings)
  return configOf(settings, folderOf(argv))
}

/** Throws `malformed` when there is no such folder: a mistyped name must not look like a server without tasks. */
export function requireTasksFolder({ tasks }: Config) {
  if (statSync(/* turbopackIgnore: true */ tasks, { throwIfNoEntry: false })?.isDirectory()) return
  throw malformed(`There is no folder ${tasks}. Create it, or name another one.`)
}

/** What a command's environment holds: a server that is itself started by a task must not trip over it. */
const givenToCommands = ['TASK', 'INPUT', 'RUN_ID', 'ATTEMPT', 'OUTPUT_DIR', 'TOKEN'].map(
  (name) => `RUNBOARD_${name}`,
)

function refuseUnknown(env: Record<string, string | undefined>) {
  const known: string[] = [...settingNames, ...clientSettingNames]
  if (env.RUNBOARD_RUN_ID) known.push(...givenToCommands)
  if (env.NODE_ENV === 'test') known.push('RUNBOARD_FAILPOINT')
  const unknown = Object.keys(env).find((name) => name.startsWith('RUNBOARD_') && !known.includes(name))
  if (unknown === undefined) return
  const meant = nearest(bare(unknown), settingNames.map(bare))
  const name = settingNames.find((name) => bare(name) === meant)
  throw malformed(
    `${unknown} is not a setting of this version. ${name ? `Did you mean ${name}?` : 'Unset it.'}`,
  )
}

const bare = (name: string) => name.replace(/^RUNBOARD_/, '')

/** An empty value counts as unset, which is how compose files and shells pass "nothing". */
function readSettings(env: Record<string, string | undefined>): Settings {
  const given = settingNames.flatMap((name) => (env[name] ? [[name, env[name]]] : []))
  const result = Settings.safeParse(Object.fromEntries(given))
  if (!result.success) throw unfit(env, result.error.issues[0]?.path[0] as keyof Settings)
  const { RUNBOARD_TRUSTED_PROXIES: proxies } = result.data
  if (!areAddresses(proxies)) throw unfit(env, 'RUNBOARD_TRUSTED_PROXIES')
  return result.data
}

function unfit(env: Record<string, string | undefined>, name: keyof Settings) {
  const value = /PASSWORD|DATABASE_URL/.test(name) ? 'set' : JSON.stringify(env[name])
  return malformed(`${name} is ${value}, but must be ${Settings.shape[name].description}.`)
}

/** Reachable by others without asking who they are happens on purpose only. */
function refuseExposed(settings: Settings) {
  if (isOpen(settings)) return
  const { RUNBOARD_HOST: host, RUNBOARD_PUBLIC_URL: url } = settings
  const cure = 'Set RUNBOARD_PASSWORD, or RUNBOARD_OPEN=yes if everybody who can reach it may run tasks.'
  if (!isLoopback(host))
    throw malformed(`RUNBOARD_HOST is "${host}", which other machines can reach. ${cure}`)
  if (url) throw malformed(`RUNBOARD_PUBLIC_URL is "${url}", so others can reach this server. ${cure}`)
}

const isOpen = (settings: Settings) =>
  settings.RUNBOARD_OPEN === 'yes' ||
  settings.RUNBOARD_PASSWORD !== undefined ||
  settings.RUNBOARD_PASSWORD_FILE !== undefined ||
  settings.RUNBOARD_USER_HEADER !== undefined

function refuseContradictions(settings: Settings) {
  const { RUNBOARD_PASSWORD: password, RUNBOARD_PASSWORD_FILE: file } = settings
  if (password !== undefined && file !== undefined) {
    throw malformed('RUNBOARD_PASSWORD and RUNBOARD_PASSWORD_FILE are both set. Unset one of them.')
  }
  const asks = password !== undefined || file !== undefined || settings.RUNBOARD_USER_HEADER !== undefined
  if (asks && settings.RUNBOARD_OPEN === 'yes') {
    throw malformed(
      'RUNBOARD_OPEN=yes lets everybody in, and a password or a user header does not. Unset one of them.',
    )
  }
  if (settings.RUNBOARD_USER_HEADER !== undefined && settings.RUNBOARD_TRUSTED_PROXIES.length === 0) {
    const cure = 'Name the address of your proxy in RUNBOARD_TRUSTED_PROXIES, such as 127.0.0.1.'
    throw malformed(`RUNBOARD_USER_HEADER is set, but anybody could send that header. ${cure}`)
  }
}

function passwordOf({ RUNBOARD_PASSWORD: password, RUNBOARD_PASSWORD_FILE: file }: Settings): string | null {
  if (file === undefined) return password ?? null
  let text: string
  try {
    text = readFileSync(/* turbopackIgnore: true */ file, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    throw malformed(`RUNBOARD_PASSWORD_FILE cannot be read: ${messageOf(error)}`)
  }
  if (text.length >= 8) return text
  throw malformed(`RUNBOARD_PASSWORD_FILE is ${file}, whose password must be at least 8 characters long.`)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function folderOf(argv: string[]): string | undefined {
  const option = argv.find((argument) => argument.startsWith('-'))
  if (option) throw malformed(`There is no option ${option}. Only a tasks folder may be named here.`)
  if (argv.length > 1) throw malformed(`Name one tasks folder, not ${argv.length}: ${argv.join(' ')}`)
  return argv[0] || undefined
}

function configOf(settings: Settings, folder = settings.RUNBOARD_TASKS): Config {
  return {
    port: settings.PORT,
    host: settings.RUNBOARD_HOST,
    data: resolve(/* turbopackIgnore: true */ settings.RUNBOARD_DATA),
    databaseUrl: settings.RUNBOARD_DATABASE_URL ?? null,
    tasks: resolve(/* turbopackIgnore: true */ folder),
    runner: settings.RUNBOARD_RUNNER === 'on',
    runnerName: settings.RUNBOARD_RUNNER_NAME ?? hostname(),
    slots: settings.RUNBOARD_SLOTS ?? Math.max(2, availableParallelism()),
    defaultTask: settings.RUNBOARD_DEFAULT_TASK ?? null,
    drainMs: settings.RUNBOARD_DRAIN,
    logLimit: settings.RUNBOARD_LOG_LIMIT,
    fileLimit: settings.RUNBOARD_FILE_LIMIT,
    retention: {
      days: settings.RUNBOARD_RETENTION_DAYS,
      runs: settings.RUNBOARD_RETENTION_RUNS,
      logBytes: settings.RUNBOARD_LOG_TOTAL,
      fileBytes: settings.RUNBOARD_FILE_TOTAL,
    },
    open: isOpen(settings),
    password: passwordOf(settings),
    userHeader: settings.RUNBOARD_USER_HEADER ?? null,
    trustedProxies: settings.RUNBOARD_TRUSTED_PROXIES,
    publicBadges: settings.RUNBOARD_PUBLIC_BADGES === 'on',
    publicUrl: settings.RUNBOARD_PUBLIC_URL ?? null,
    logLevel: settings.RUNBOARD_LOG_LEVEL,
  }
}

const malformed = (message: string) => new AppError('malformed', message)
