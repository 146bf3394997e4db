/** Files in and out: uploaded as input, found by the task as paths, and downloaded from the run. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { type Answer, call } from './client.ts'
import { copyTask } from './copy-task.ts'
import { startServer, type TestServer } from './harness.ts'
import { rowsOf } from './store.ts'

const megabyte = 1024 ** 2
const tasks = {
  ...copyTask,
  'shell.sh': `#!/bin/sh
# ---
# input: { table: file, more: { type: file, optional: true } }
# args: ["{table}"]
# ---
test "$1" = "$INPUT_TABLE" && cat "$1" > "$RUNBOARD_OUTPUT_DIR/out.txt"
echo "$RUNBOARD_INPUT"
ln -s /etc/passwd "$RUNBOARD_OUTPUT_DIR/passwd"
mkfifo "$RUNBOARD_OUTPUT_DIR/pipe"
exit 3
`,
  'sleep.sh': `#!/bin/sh
# ---
# input: { table: file }
# ---
cat "$INPUT_TABLE" > "$RUNBOARD_OUTPUT_DIR/half"
echo ready
sleep 600
`,
}
const bytesType = { 'Content-Type': 'application/octet-stream' }

let server: TestServer
test.beforeAll(async () => {
  server = await startServer({ tasks, env: { RUNBOARD_FILE_LIMIT: '24MB' } })
})
test.afterAll(async () => {
  await server.stop()
})

const upload = (body: Uint8Array, name = 'data.csv', headers: Record<string, string> = {}) =>
  call(server, 'POST', `/api/files?name=${encodeURIComponent(name)}`, {
    body,
    headers: { ...bytesType, ...headers },
  })
const uploaded = async (body: Uint8Array, name?: string): Promise<string> =>
  (await upload(body, name)).body.id

async function finished(task: string, table: string) {
  const headers = { Prefer: 'wait=30' }
  const { status, body } = await call(server, 'POST', `/api/tasks/${task}/runs`, {
    headers,
    body: { input: { table } },
  })
  expect(status).toBe(200)
  return body
}

const storedFiles = async () => {
  const files = await rowsOf<{ name: string }>(server, 'select name from files order by id')
  const chunks = await rowsOf(server, 'select number from file_chunks')
  return { names: files.map(({ name }) => name), chunks: chunks.length }
}

test('a file goes in, and what the task leaves comes out, byte for byte', async () => {
  const bytes = randomBytes(23 * megabyte + 12_345)
  const { status, body, headers } = await upload(bytes, 'große Tabelle.csv')
  expect([status, body.size, body.name, headers.location]).toEqual([
    201,
    bytes.length,
    'große Tabelle.csv',
    undefined,
  ])
  const run = await finished('copy', body.id)
  expect([run.status, run.input]).toEqual(['succeeded', { table: body.id }])
  expect(run.output).toMatch(/^\/.*\/große Tabelle\.csv$/)
  const name = 'copy of große Tabelle.csv'
  const list = await call(server, 'GET', `/api/runs/${run.id}/files`)
  expect(list.body.data).toMatchObject([{ name, size: bytes.length, attempt: 1 }])
  const url = `/api/runs/${run.id}/files/${encodeURIComponent(name)}`
  const whole = await call(server, 'GET', url)
  expect(whole.bytes.equals(bytes)).toBe(true)
  expect(whole.headers).toMatchObject({
    'accept-ranges': 'bytes',
    'content-disposition': `attachment; filename*=UTF-8''copy%20of%20gro%C3%9Fe%20Tabelle.csv`,
  })
  const head = await call(server, 'HEAD', url)
  expect([head.status, head.headers.etag]).toEqual([200, whole.headers.etag])
  expect(head.headers['content-length']).toBe(String(whole.bytes.length))
  expect(existsSync(run.output)).toBe(false)
  expect(readdirSync(join(server.data, 'attempts'))).toEqual([])
  const again = await call(server, 'POST', `/api/runs/${run.id}/rerun`, { headers: { Prefer: 'wait=30' } })
  expect([again.body.status, again.body.input]).toEqual(['succeeded', { table: body.id }])
})

test('a range is answered with that part, and one beyond the end with 416', async () => {
  const bytes = randomBytes(2 * megabyte + 10)
  const run = await finished('copy', await uploaded(bytes, 'a.bin'))
  const get = (headers: Record<string, string>): Promise<Answer> =>
    call(server, 'GET', `/api/runs/${run.id}/files/copy%20of%20a.bin`, { headers })
  for (const [range, start, end] of [
    ['bytes=0-0', 0, 0],
    [`bytes=${megabyte - 1}-${megabyte}`, megabyte - 1, megabyte],
    ['bytes=-5', bytes.length - 5, bytes.length - 1],
    ['bytes=100-', 100, bytes.length - 1],
  ] as const) {
    const part = await get({ Range: range })
    expect([part.status, part.headers['content-range']]).toEqual([
      206,
      `bytes ${start}-${end}/${bytes.length}`,
    ])
    expect(part.bytes.equals(bytes.subarray(start, end + 1))).toBe(true)
    expect(part.headers['content-length']).toBe(String(end - start + 1))
  }
  const beyond = await get({ Range: `bytes=${bytes.length}-` })
  expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${bytes.length}`])
  const { etag = '' } = (await get({ Range: 'bytes=0-0' })).headers
  expect((await get({ 'If-None-Match': etag })).status).toBe(304)
  expect((await get({ Range: 'bytes=0-0', 'If-Range': etag })).status).toBe(206)
  expect((await get({ Range: 'bytes=0-0', 'If-Range': '"other"' })).status).toBe(200)
})

test('a script finds paths; a failed run keeps its files, but no link and no pipe', async () => {
  const run = await finished('shell', await uploaded(Buffer.from('a,b\n'), '..'))
  expect(run.status).toBe('failed')
  const { body } = await call(server, 'GET', `/api/runs/${run.id}/files`)
  expect(body.data.map(({ name }: { name: string }) => name)).toEqual(['out.txt'])
  expect((await call(server, 'GET', `/api/runs/${run.id}/files/out.txt`)).text).toBe('a,b\n')
  const log = await call(server, 'GET', `/api/runs/${run.id}/log?format=text`)
  expect(log.text).toMatch(/"table":"\/[^"]*\/file"/)
  expect(log.text).toContain('"passwd" is a symbolic link; "pipe" is not a regular file')
  const traversals = [
    'passwd',
    '..%2fout.txt',
    '%2e%2e%2fout.txt',
    '..%2f..%2f..%2fetc%2fpasswd',
    '%2fetc%2fpasswd',
    'out.txt%00',
    'OUT.TXT',
    '%2e',
    'x%2f..%2fout.txt',
    '....%2f%2fout.txt',
  ]
  for (const name of traversals) {
    // An encoded slash is refused before anything is looked for.
    const { status } = await call(server, 'GET', `/api/runs/${run.id}/files/${name}`)
    expect([400, 404], name).toContain(status)
  }
  for (const path of ['../out.txt', '%2e%2e/out.txt', '%2e%2e/%2e%2e/%2e%2e/etc/passwd', '%2e%2e', '%ff']) {
    const { status, bytes } = await call(server, 'GET', `/api/runs/${run.id}/files/${path}`)
    expect([path, status >= 300 || !bytes.includes('a,b'), bytes.includes('root:')]).toEqual([
      path,
      true,
      false,
    ])
  }
})

test('an input must be a file that was uploaded, and whole', async () => {
  const run = await finished('shell', await uploaded(Buffer.from('x')))
  for (const table of ['file_00000000000000000000', '/etc/passwd', '../../etc/passwd', run.id]) {
    const { status, body } = await call(server, 'POST', '/api/tasks/shell/runs', {
      body: { input: { table } },
    })
    expect([status, body.errors]).toMatchObject([422, [{ pointer: '/input/table', code: 'no_file' }]])
  }
})

test('what is larger than the limit is refused, and leaves nothing behind', async () => {
  const before = await storedFiles()
  const large = Buffer.alloc(24 * megabyte + 1)
  expect((await upload(large)).status).toBe(413)
  const unannounced = await call(server, 'POST', '/api/files', {
    body: large,
    chunked: true,
    headers: bytesType,
  })
  expect([unannounced.status, unannounced.body.code]).toEqual([413, 'too_large'])
  expect(await storedFiles()).toEqual(before)
})

test('an upload that breaks off leaves nothing behind', async () => {
  const before = await storedFiles()
  const headers = { ...bytesType, 'Content-Length': 8 * megabyte, Host: `localhost:${server.port}` }
  const sending = request({
    port: server.port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/api/files?name=cut',
    headers,
  })
  sending.on('error', () => {})
  sending.write(Buffer.alloc(3 * megabyte))
  await expect.poll(async () => (await storedFiles()).chunks).toBeGreaterThan(before.chunks)
  sending.destroy()
  await expect.poll(storedFiles).toEqual(before)
})

test('only bytes are taken, so that a page of another site cannot send any', async () => {
  const before = await storedFiles()
  const types = [
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json',
    '',
  ]
  for (const type of types) {
    expect([type, (await upload(Buffer.from('x'), 'a', { 'Content-Type': type })).status]).toEqual([
      type,
      415,
    ])
  }
  expect((await call(server, 'POST', '/api/files')).status).toBe(415)
  const origins = [
    { Origin: 'http://evil.example' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ]
  for (const headers of origins)
    expect((await upload(Buffer.from('x'), 'a', headers as never)).status).toBe(403)
  for (const name of ['a/b', 'a\nb', '', 'x'.repeat(256)])
    expect((await upload(Buffer.from('x'), name)).status).toBe(400)
  expect(await storedFiles()).toEqual(before)
})

test('an empty file is one, too', async () => {
  const run = await finished('copy', await uploaded(new Uint8Array(), 'empty'))
  const answer = await call(server, 'GET', `/api/runs/${run.id}/files/copy%20of%20empty`)
  expect([answer.status, answer.text]).toEqual([200, ''])
})

test('where the runner is killed its files are kept all the same, and no temporary folder stays', async () => {
  const table = await uploaded(Buffer.from('half of it'))
  const { body: run } = await call(server, 'POST', '/api/tasks/sleep/runs', { body: { input: { table } } })
  await expect
    .poll(async () => (await call(server, 'GET', `/api/runs/${run.id}/log?format=text`)).text)
    .toContain('ready')
  expect(readdirSync(join(server.data, 'attempts'))).toEqual([`${run.id}-1`])
  process.kill(await runnerPid(), 'SIGKILL')
  const status = async () => (await call(server, 'GET', `/api/runs/${run.id}`)).body.status
  await expect.poll(status, { timeout: 30_000 }).toBe('interrupted')
  await expect.poll(() => existsSync(join(server.data, 'attempts', `${run.id}-1`))).toBe(false)
  expect((await call(server, 'GET', `/api/runs/${run.id}/files/half`)).text).toBe('half of it')
})

async function runnerPid(): Promise<number> {
  const query = 'select pid from runners where ended_at is null order by started_at desc'
  return (await rowsOf<{ pid: number }>(server, query))[0]?.pid ?? 0
}

test('who reads a large file slowly takes no memory for the rest of it', async () => {
  const run = await finished('copy', await uploaded(Buffer.alloc(20 * megabyte), 'slow'))
  const path = `/api/runs/${run.id}/files/copy%20of%20slow`
  const reading = request({
    port: server.port,
    host: '127.0.0.1',
    path,
    headers: { Host: `localhost:${server.port}` },
  })
  const [response] = await once(reading.end(), 'response')
  await delay(500)
  expect(response.readableLength).toBeLessThan(2 * megabyte)
  response.destroy()
  expect((await call(server, 'GET', '/api/runs')).status).toBe(200)
})
