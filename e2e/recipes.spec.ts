/** docs/recipes.md, done as it says. */
import { execFile, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { parse } from 'yaml'
import { call } from './client.ts'
import { startServer, type TestServer } from './harness.ts'

const page = readFileSync('docs/recipes.md', 'utf8')
const block = (fence: string) => page.split(`\`\`\`${fence}\n`, 2)[1]?.split('\n```', 1)[0] ?? ''
const password = 'open-sesame-1'
const headers = { Authorization: `Bearer ${password}` }
const sh = (lines: string) => `#!/bin/sh\n${lines}\n`
const withInput = '# ---\n# input:\n#   full: { type: boolean }\n# ---\necho "full=$INPUT_FULL"; exit 3'

let server: TestServer
let bin: string
test.beforeAll(async () => {
  const tasks = { 'nightly-report': sh('sleep 1; echo all is well'), 'rebuild-index': sh(withInput) }
  server = await startServer({
    tasks,
    env: { RUNBOARD_PASSWORD: password, RUNBOARD_PUBLIC_BADGES: 'on' },
    headers,
  })
  bin = mkdtempSync(path.join(tmpdir(), 'runboard-recipes-'))
  for (const file of ['sh file=runboard-wait', 'js file=slash.mjs']) {
    const name = file.split('=')[1] ?? ''
    writeFileSync(path.join(bin, name), `${block(file)}\n`)
    chmodSync(path.join(bin, name), 0o755)
  }
})
test.afterAll(async () => {
  rmSync(bin, { recursive: true })
  await server.stop()
})

const settings = () => ({
  ...process.env,
  RUNBOARD_URL: server.url,
  RUNBOARD_PASSWORD: password,
  PATH: `${bin}:${process.env.PATH}`,
})

/** Runs a line of shell in the folder of the recipes. */
function shell(line: string, env = {}): Promise<{ code: number; output: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; output: string }>()
  execFile('sh', ['-c', line], { cwd: bin, env: { ...settings(), ...env } }, (error, out, err) =>
    resolve({ code: error ? Number(error.code) : 0, output: out + err }),
  )
  return promise
}

const newest = async () => (await call(server, 'GET', '/api/runs?limit=1', { headers })).body.data[0]

test('the line for cron waits, and says nothing when all is well', async () => {
  const line =
    block('crontab')
      .split('\n')
      .at(-1)
      ?.replace(/^\S+ \S+ \S+ \S+ \S+ /, '') ?? ''
  expect(await shell(line)).toEqual({ code: 0, output: '' })
  expect(await newest()).toMatchObject({ task: 'nightly-report', status: 'succeeded', by: 'nightly' })
})

test('the step of CI fails with the run, and shows its log', async () => {
  const { run, env } = parse(block('yaml')).steps[1]
  const { code, output } = await shell(run, { RUNBOARD_NAME: env.RUNBOARD_NAME })
  const { id, by, input } = await newest()
  expect(code).toBe(1)
  expect(output).toContain(`rebuild-index: failed, see ${server.url}/runs/${id}\n`)
  expect(output).toContain('full=true')
  expect([by, input]).toEqual(['ci', { full: true }])
})

test('a task that does not exist, and a wrong password, end with a word', async () => {
  for (const [line, env] of [
    ['runboard-wait nothing-here', {}],
    ['runboard-wait nightly-report', { RUNBOARD_PASSWORD: 'wrong-wrong' }],
  ] as const) {
    const { code, output } = await shell(line, env)
    expect(code).toBe(1)
    expect(output).toMatch(/curl: .*40[14][\s\S]*was not started/)
  }
})

test('a slash command that Slack signed starts a run by the name of who typed it', async () => {
  const secret = 'shared-with-slack'
  const port = 20_000 + (process.pid % 20_000)
  const bridge = spawn(process.execPath, ['slash.mjs'], {
    cwd: bin,
    env: { ...settings(), SLACK_SIGNING_SECRET: secret, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(bridge.stdout, 'data')
  const say = (text: string, key: string) => {
    const body = new URLSearchParams({ text, user_name: 'ada' }).toString()
    const time = String(Math.floor(Date.now() / 1000))
    const signature = `v0=${createHmac('sha256', key).update(`v0:${time}:${body}`).digest('hex')}`
    const signed = { 'X-Slack-Request-Timestamp': time, 'X-Slack-Signature': signature }
    return fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers: signed, body })
  }
  try {
    const before = await newest()
    expect((await say('nightly-report', 'forged')).status).toBe(401)
    expect(await (await say('nothing-here', secret)).text()).toMatch(/^Not started\. /)
    expect((await newest())?.id).toBe(before?.id)
    const answer = await (await say(' nightly-report ', secret)).text()
    const { id, by } = await newest()
    expect([answer, by]).toEqual([`nightly-report is on its way: ${server.url}/runs/${id}`, 'ada'])
  } finally {
    bridge.kill()
  }
})

test('the badge of the README is there for everybody', async () => {
  const [, address = ''] = /\((\S+\.svg)\)/.exec(block('md')) ?? []
  const { status, text } = await call(server, 'GET', new URL(address).pathname)
  expect(status).toBe(200)
  expect(text).toContain('<svg')
})
