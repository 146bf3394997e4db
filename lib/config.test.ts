import { availableParallelism, hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseConfig } from './config.ts'
import { settingNames } from './settings.ts'

test('without any setting it binds loopback and keeps everything below the working folder', () => {
  expect(parseConfig({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    data: join(process.cwd(), 'data'),
    databaseUrl: null,
    tasks: join(process.cwd(), 'tasks'),
    runner: true,
    runnerName: hostname(),
    slots: Math.max(2, availableParallelism()),
    defaultTask: null,
    drainMs: 30_000,
    logLimit: 10_485_760,
    fileLimit: 104_857_600,
    retention: { days: 90, runs: 1000, logBytes: 2_147_483_648, fileBytes: 5_368_709_120 },
    open: false,
    password: null,
    userHeader: null,
    trustedProxies: [],
    publicBadges: false,
    publicUrl: null,
    logLevel: 'info',
  })
})

test('every setting is taken from its variable', () => {
  const env = {
    PORT: '0',
    RUNBOARD_HOST: '[::]',
    RUNBOARD_DATA: '/srv/data',
    RUNBOARD_TASKS: '/srv/tasks',
    RUNBOARD_RUNNER: 'off',
    RUNBOARD_RUNNER_NAME: 'big-box',
    RUNBOARD_SLOTS: '1',
    RUNBOARD_DEFAULT_TASK: 'report',
    RUNBOARD_DRAIN: '1m30s',
    RUNBOARD_LOG_LIMIT: '64KB',
    RUNBOARD_FILE_LIMIT: '2MB',
    RUNBOARD_LOG_TOTAL: '1MB',
    RUNBOARD_FILE_TOTAL: '1KB',
    RUNBOARD_RETENTION_DAYS: '7',
    RUNBOARD_RETENTION_RUNS: '50',
    RUNBOARD_OPEN: 'yes',
    RUNBOARD_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8',
    RUNBOARD_PUBLIC_BADGES: 'on',
    RUNBOARD_PUBLIC_URL: 'https://Runboard.example.com/',
    RUNBOARD_LOG_LEVEL: 'debug',
  }
  expect(parseConfig(env)).toEqual({
    port: 0,
    host: '::',
    data: '/srv/data',
    databaseUrl: null,
    tasks: '/srv/tasks',
    runner: false,
    runnerName: 'big-box',
    slots: 1,
    defaultTask: 'report',
    drainMs: 90_000,
    logLimit: 65_536,
    fileLimit: 2_097_152,
    retention: { days: 7, runs: 50, logBytes: 1_048_576, fileBytes: 1024 },
    open: true,
    password: null,
    userHeader: null,
    trustedProxies: ['127.0.0.1', '10.0.0.0/8'],
    publicBadges: true,
    publicUrl: 'https://runboard.example.com',
    logLevel: 'debug',
  })
  expect(settingNames.filter((name) => !(name in env))).toEqual([
    'RUNBOARD_DATABASE_URL',
    'RUNBOARD_PASSWORD',
    'RUNBOARD_PASSWORD_FILE',
    'RUNBOARD_USER_HEADER',
  ])
})

test('a folder on the command line wins over RUNBOARD_TASKS', () => {
  expect(parseConfig({ RUNBOARD_TASKS: '/srv/tasks' }, ['jobs']).tasks).toBe(join(process.cwd(), 'jobs'))
})

test.each([
  [['a', 'b'], 'Name one tasks folder, not 2: a b'],
  [['--port', '80'], 'There is no option --port.'],
])('the arguments %j are refused', (argv, message) => {
  expect(() => parseConfig({}, argv)).toThrow(message)
})

test('an empty variable counts as unset', () => {
  expect(parseConfig({ PORT: '', RUNBOARD_DATABASE_URL: '' }).port).toBe(3000)
})

test.each([
  ['PORT', '65536', 'a port from 0 (any free one) to 65535'],
  ['PORT', '3e3', 'a port from 0 (any free one) to 65535'],
  ['RUNBOARD_HOST', 'http://here', 'an address or name of this machine, such as 127.0.0.1 or 0.0.0.0'],
  ['RUNBOARD_RUNNER', 'yes', 'on or off'],
  ['RUNBOARD_SLOTS', '0', 'a whole number from 1 to 1000'],
  ['RUNBOARD_SLOTS', 'two\nlines', 'a whole number from 1 to 1000'],
  ['RUNBOARD_DEFAULT_TASK', 'tasks/report.py', "a task's name, such as heavy-task"],
  ['RUNBOARD_DRAIN', '30', 'a duration with its unit, such as 30s or 5m'],
  ['RUNBOARD_LOG_LIMIT', '1KB', 'a size with its unit, such as 10MB, and 64KB at least'],
  ['RUNBOARD_FILE_TOTAL', '1023B', 'a size with its unit, such as 5GB, and 1KB at least'],
  ['RUNBOARD_LOG_TOTAL', '1023KB', 'a size with its unit, such as 2GB, and 1MB at least'],
  ['RUNBOARD_RETENTION_DAYS', '0', 'a whole number of days from 1 to 36500'],
  ['RUNBOARD_RETENTION_RUNS', '1.5', 'a whole number of runs from 1 to 100000000'],
  ['RUNBOARD_OPEN', 'true', 'yes or no'],
  [
    'RUNBOARD_PUBLIC_URL',
    'https://example.com/app',
    'an http or https address without a path, such as https://runboard.example.com',
  ],
  [
    'RUNBOARD_PUBLIC_URL',
    'example.com',
    'an http or https address without a path, such as https://runboard.example.com',
  ],
  ['RUNBOARD_USER_HEADER', 'X User', 'the name of a header, such as X-Forwarded-User'],
  ['RUNBOARD_TRUSTED_PROXIES', 'proxy', 'addresses or networks, such as 127.0.0.1,10.0.0.0/8'],
  ['RUNBOARD_TRUSTED_PROXIES', '10.0.0.0/33', 'addresses or networks, such as 127.0.0.1,10.0.0.0/8'],
  ['RUNBOARD_LOG_LEVEL', 'loud', 'one of trace, debug, info, warn, error, fatal, silent'],
])('%s=%j is refused in one line that names it, its value and what is allowed', (name, value, allowed) => {
  const message = messageOf({ [name]: value })
  expect(message).toBe(`${name} is ${JSON.stringify(value)}, but must be ${allowed}.`)
  expect(message).not.toContain('\n')
})

test.each([
  ['RUNBOARD_SLOT', 'RUNBOARD_SLOT is not a setting of this version. Did you mean RUNBOARD_SLOTS?'],
  ['RUNBOARD_PORT', 'RUNBOARD_PORT is not a setting of this version. Did you mean PORT?'],
  ['RUNBOARD_TASK', 'RUNBOARD_TASK is not a setting of this version. Did you mean RUNBOARD_TASKS?'],
  ['RUNBOARD_PASWORD', 'RUNBOARD_PASWORD is not a setting of this version. Did you mean RUNBOARD_PASSWORD?'],
])('the unknown name %s stops the start', (name, message) => {
  expect(messageOf({ [name]: 'x' })).toBe(message)
})

test.each<[string, Record<string, string>, RegExp]>([
  [
    'a short password, which is not repeated',
    { RUNBOARD_PASSWORD: 'hunter2' },
    /^RUNBOARD_PASSWORD is set, but must be at least 8 characters long\.$/,
  ],
  ['two passwords', { RUNBOARD_PASSWORD: 'long enough', RUNBOARD_PASSWORD_FILE: '/x' }, /both set/],
  [
    'a password file that is not there',
    { RUNBOARD_PASSWORD_FILE: '/no/such/file' },
    /^RUNBOARD_PASSWORD_FILE cannot be read: /,
  ],
  [
    'a password for everybody',
    { RUNBOARD_PASSWORD: 'long enough', RUNBOARD_OPEN: 'yes' },
    /Unset one of them/,
  ],
  ['a user header that anybody could send', { RUNBOARD_USER_HEADER: 'X-User' }, /RUNBOARD_TRUSTED_PROXIES/],
])('%s is refused', (_, env, message) => {
  expect(messageOf(env)).toMatch(message)
})

test('a password, or a name from a trusted proxy, lets others reach the server', () => {
  const reachable = { RUNBOARD_HOST: '0.0.0.0', RUNBOARD_PUBLIC_URL: 'https://runboard.example.com' }
  const header = { RUNBOARD_USER_HEADER: 'X-User', RUNBOARD_TRUSTED_PROXIES: '127.0.0.1' }
  expect(parseConfig({ ...reachable, RUNBOARD_PASSWORD: 'long enough' })).toMatchObject({
    open: true,
    password: 'long enough',
  })
  expect(parseConfig({ ...reachable, ...header })).toMatchObject({ open: true, userHeader: 'x-user' })
})

test('a place to die is a setting of tests only', () => {
  const name = 'RUNBOARD_FAILPOINT'
  for (const env of [{}, { NODE_ENV: 'production' }]) {
    expect(messageOf({ ...env, [name]: 'after-accept' })).toBe(
      `${name} is not a setting of this version. Unset it.`,
    )
  }
  expect(() => parseConfig({ NODE_ENV: 'test', [name]: 'after-accept' })).not.toThrow()
})

test('a server that a task starts accepts the variables of that task', () => {
  expect(() =>
    parseConfig({ RUNBOARD_RUN_ID: 'run_1', RUNBOARD_TASK: 'self', RUNBOARD_INPUT: '{}' }),
  ).not.toThrow()
})

test('whoever uses the command line client may start a server with the same environment', () => {
  const env = { RUNBOARD_URL: 'https://runboard.example.com', RUNBOARD_NAME: 'ada' }
  expect(parseConfig(env)).toEqual(parseConfig({}))
})

test.each(['mysql://me:geheim@db/runboard', 'postgres://me:geheim@db', 'me:geheim@db/runboard'])(
  '%s is refused as a database without repeating its password',
  (url) => {
    const message = messageOf({ RUNBOARD_DATABASE_URL: url })
    expect(message).toContain(
      'RUNBOARD_DATABASE_URL is set, but must be the address of a PostgreSQL database',
    )
    expect(message).not.toContain('geheim')
  },
)

test.each(['localhost', '127.0.0.1', '127.8.8.8', '::1', '[::1]'])(
  'the loopback host %s needs no cure',
  (host) => {
    expect(parseConfig({ RUNBOARD_HOST: host }).open).toBe(false)
  },
)

test.each([
  { RUNBOARD_HOST: '0.0.0.0' },
  { RUNBOARD_HOST: '127.0.0.1.example.com' },
  { RUNBOARD_HOST: '::' },
  { RUNBOARD_PUBLIC_URL: 'https://runboard.example.com' },
])('%j is refused without a password, unless RUNBOARD_OPEN says that it is on purpose', (env) => {
  expect(messageOf(env)).toContain('Set RUNBOARD_PASSWORD, or RUNBOARD_OPEN=yes')
  expect(() => parseConfig({ ...env, RUNBOARD_PASSWORD: 'long enough' })).not.toThrow()
  expect(() => parseConfig({ ...env, RUNBOARD_OPEN: 'yes' })).not.toThrow()
})

function messageOf(env: Record<string, string | undefined>): string {
  try {
    parseConfig(env)
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing was refused'
}
