/** Files to and from a server, by the client as a process of its own. */
import { execFile } from 'node:child_process'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { command, startCommand } from '../e2e/command-line.ts'
import { type FakeServer, fakeServer } from '../e2e/fake-server.ts'
import { main } from './main.ts'

const large = Buffer.alloc(3_000_000, 'runboard')
const list = {
  data: [
    { name: 'report.csv', size: 12, attempt: 1, createdAt: '2026-11-24T12:00:00.000Z' },
    { name: 'a\u001b[2J.txt', size: 3, attempt: 1, createdAt: '2026-11-24T12:00:01.000Z' },
  ],
}
const longList = { data: Array.from({ length: 20_000 }, (_, at) => ({ name: `page-${at}.png`, size: at })) }
const inputSchema = { properties: { picture: { type: 'string', format: 'file' }, sizes: { type: 'array' } } }
const json = (value: unknown) => [200, JSON.stringify(value)] as const
const answers: Record<string, readonly [number, string | Buffer]> = {
  'GET /api/runs/run_1/files': json(list),
  'GET /api/runs/run_2/files': json(longList),
  'GET /api/runs/run_1/files/report.csv': [200, 'month,amount'],
  'GET /api/runs/run_1/files/large': [200, large],
  'GET /api/runs/run_1/files/gone': [404, '{"detail":"There is no such file."}'],
  'GET /api/tasks/resize': json({ name: 'resize', inputSchema }),
  'POST /api/files?name=photo%20one.jpg': [201, '{"id":"file_1"}'],
  'GET /api/tasks/monthly-report': json({ name: 'monthly-report', inputSchema: {} }),
  'POST /api/tasks/monthly-report/runs': [202, '{"id":"run_1","status":"queued"}'],
  'GET /api/runs/run_1': json({ id: 'run_1', status: 'succeeded', output: { rows: 2 } }),
  'POST /api/tasks/resize/runs': [202, '{"id":"run_2","status":"queued"}'],
}

let server: FakeServer
let folder: string
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'runboard-files-'))
  server = await fakeServer(({ method, url }, request, response) => {
    const [status, body] = answers[`${method} ${url}`] ?? [500, '{}']
    if (url.endsWith('/broken') || url.endsWith('/slow')) {
      response.writeHead(200, { 'Content-Length': 100 }).write('half')
      if (url.endsWith('/broken')) setTimeout(() => request.socket.destroy(), 100)
    } else response.writeHead(status).end(body)
  })
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const here = (...args: string[]) => command(server.url, args, { cwd: folder })
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')

/** Without a process, where no folder matters. */
async function inside(...args: string[]) {
  const printed = { out: '', err: '' }
  const stdout = { write: (text: string) => (printed.out += text) }
  const stderr = { write: (text: string) => (printed.err += text) }
  const code = await main(args, { stdout, stderr, env: { RUNBOARD_URL: server.url } })
  return { code, ...printed }
}

test('files are listed as a table, or as the JSON of the API', async () => {
  const { code, out } = await inside('files', 'run_1')
  expect(code).toBe(0)
  expect(out.split('\n').map((line) => line.split(/ {2,}/).slice(0, 2))).toEqual([
    ['NAME', 'BYTES'],
    ['report.csv', '12'],
    ['a\\u001b[2J.txt', '3'],
    [''],
  ])
  expect(JSON.parse((await inside('files', 'run_1', '--json')).out)).toEqual(list)
})

test('a file comes into this folder, and replaces nothing unless it is told to', async () => {
  expect(await here('files', 'run_1', 'report.csv')).toEqual({
    code: 0,
    out: '',
    err: 'runboard: report.csv, 12 bytes\n',
  })
  expect(read('report.csv')).toBe('month,amount')
  writeFileSync(path.join(folder, 'report.csv'), 'mine')
  const refused = await here('files', 'run_1', 'report.csv')
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('--force')])
  expect(read('report.csv')).toBe('mine')
  expect((await here('files', 'run_1', 'report.csv', '--force', '-q')).err).toBe('')
  expect(read('report.csv')).toBe('month,amount')
})

test('a file goes where -o says, and to stdout byte by byte', async () => {
  expect((await here('files', 'run_1', 'large', '-o', 'copy')).code).toBe(0)
  expect(readFileSync(path.join(folder, 'copy')).equals(large)).toBe(true)
  expect((await here('files', 'run_1', 'large', '-o', '-')).out).toBe(large.toString())
})

test('a file that cannot be written is refused with a sentence, before anything is asked for', async () => {
  const { code, err } = await here('files', 'run_1', 'report.csv', '-o', 'nowhere/copy')
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/^runboard: nowhere\/copy cannot be written: ENOENT/),
  ])
})

test('a full disk is told apart from a server that has gone', async () => {
  const { code, err } = await here('files', 'run_1', 'large', '-o', '/dev/full', '--force')
  expect([code, err]).toEqual([1, expect.stringContaining('It cannot be written: ENOSPC')])
})

test('a link stays one: what it leads to is replaced', async () => {
  writeFileSync(path.join(folder, 'old'), 'old')
  symlinkSync('old', path.join(folder, 'link'))
  expect((await here('files', 'run_1', 'report.csv', '-o', 'link', '--force')).code).toBe(0)
  expect([readlinkSync(path.join(folder, 'link')), read('old')]).toEqual(['old', 'month,amount'])
})

test('whoever reads slowly gets all of what is printed', async () => {
  const { child, ended } = startCommand(server.url, ['files', 'run_2', '--json'], { cwd: folder })
  child.stdout?.on('data', () => {
    child.stdout?.pause()
    setTimeout(() => child.stdout?.resume(), 5)
  })
  expect((await ended).out).toBe(`${JSON.stringify(longList)}\n`)
})

test.each(['../escape', '/etc/passwd', '..', 'a/b', 'a\\b'])(
  '%s is not written outside this folder',
  async (name) => {
    const { code, err } = await inside('files', 'run_1', name)
    expect([code, err]).toEqual([2, `runboard: ${name} would not be in this folder. Name a file: -o FILE\n`])
    expect(server.seen).toEqual([])
  },
)

test.each([
  ['broken', 69, 'broke off'],
  ['gone', 2, 'no such file'],
])('of a download that fails (%s) nothing is left', async (name, exitCode, message) => {
  const { code, err } = await here('files', 'run_1', name)
  expect([code, err]).toEqual([exitCode, expect.stringContaining(message)])
  expect(readdirSync(folder)).toEqual([])
})

test('nor is anything left of one that Ctrl-C ends', async () => {
  const { child, ended } = startCommand(server.url, ['files', 'run_1', 'slow'], { cwd: folder })
  while (readdirSync(folder).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  child.kill('SIGINT')
  expect((await ended).code).toBe(130)
  expect(readdirSync(folder)).toEqual([])
})

test('a file that is an input is uploaded, and the run is given its id', async () => {
  writeFileSync(path.join(folder, 'photo one.jpg'), large)
  const { code, out } = await here('run', 'resize', '-i', 'picture=@photo one.jpg')
  expect([code, out]).toEqual([0, 'run_2\n'])
  const [, upload, start] = server.seen
  expect(upload?.body.equals(large)).toBe(true)
  expect(upload?.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-length': String(large.length),
  })
  expect(JSON.parse(String(start?.body))).toEqual({ input: { picture: 'file_1' } })
})

test('an empty file is a file, and one that is not there is named', async () => {
  writeFileSync(path.join(folder, 'photo one.jpg'), '')
  expect((await here('run', 'resize', '-i', 'picture=@photo one.jpg')).code).toBe(0)
  const { code, err } = await inside('run', 'resize', '-i', 'picture=@/nothing.jpg')
  expect([code, err]).toEqual([2, expect.stringContaining('/nothing.jpg cannot be read')])
})

test('the script in docs/command-line.md does what it says', async () => {
  const [, script = ''] =
    /```sh file=report\.sh\n([\s\S]*?)```/.exec(readFileSync('docs/command-line.md', 'utf8')) ?? []
  symlinkSync(path.resolve('bin/runboard.ts'), path.join(folder, 'runboard'))
  const PATH = [folder, path.resolve('node_modules/.bin'), process.env.PATH].join(path.delimiter)
  const env = { ...process.env, PATH, RUNBOARD_URL: server.url }
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { cwd: folder, env })
  expect(stdout).toMatch(/^\{"rows":2\}\nNAME .*\nreport\.csv /)
  expect(read('report.csv')).toBe('month,amount')
})
