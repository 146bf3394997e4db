import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { call, type Sent } from './client.ts'
import { startServer, type TestServer } from './harness.ts'

/** No run of it can start by chance: its input needs an exact word. */
const tasks = {
  'guarded.ts': `
    import { defineTask, z } from 'runboard'
    export default defineTask({
      input: z.object({ word: z.literal('open sesame'), count: z.int().default(1) }),
      run() {},
    })`,
}
const seed = Number(process.env.SEED ?? 20_260_101)
const mb = 1024 ** 2

let server: TestServer
/** One that has ended, to be canceled and run again in vain. */
let run: string
test.beforeAll(async () => {
  server = await startServer({ tasks })
  const started = await call(server, 'POST', '/api/tasks/guarded/runs', {
    body: { input: { word: 'open sesame' } },
    headers: { Prefer: 'wait=30' },
  })
  run = started.body.id
})
test.afterAll(async () => {
  await server.stop()
})

const post = (path: string, sent: Sent) => call(server, 'POST', path, sent)
const pathOf = (template: string) => template.replace('ID', run)
const countRuns = async () => (await call(server, 'GET', '/api/runs?limit=200')).body.data.length

const endpoints = [
  '/api/background-task',
  '/api/tasks/guarded/runs',
  '/api/runs/ID/cancel',
  '/api/runs/ID/rerun',
]

/** What breaks a parser: JSON of any shape, then bent, cut, or with pieces of the wrong kind put in. */
const envelope = fc.record(
  {
    input: fc.oneof(fc.jsonValue(), fc.record({ word: fc.jsonValue(), count: fc.jsonValue() })),
    delay: fc.jsonValue(),
    priority: fc.jsonValue(),
    env: fc.jsonValue(),
  },
  { requiredKeys: ['env'] },
)
const odd = fc.constantFrom(
  '',
  '{',
  '"',
  '\\',
  '\u0000',
  '\\ud800',
  ',,',
  '1e999',
  '{"a":1,"a":2}',
  '{"__proto__":1}',
)
const bent = fc
  .tuple(fc.json(), fc.nat(40), odd)
  .map(([text, at, piece]) => text.slice(0, at) + piece + text.slice(at))
const body = fc.oneof(
  fc.jsonValue().filter((value) => !isEmpty(value)),
  envelope,
  bent.filter((text) => text.trim() !== '' && !isEmpty(parsed(text))),
  fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => new Uint8Array([0xff, ...bytes])),
)

/** An empty envelope is a good one. */
const isEmpty = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

for (const template of endpoints) {
  test(`${template} refuses 250 bad bodies with a code, and starts nothing`, async () => {
    const before = await countRuns()
    const property = fc.asyncProperty(body, fc.boolean(), async (body, chunked) => {
      const text = typeof body === 'string' ? JSON.stringify(body) : body
      const { status, body: answer } = await post(pathOf(template), { body: text, chunked })
      expect([400, 409, 413, 415, 422]).toContain(status)
      expect(answer.code).toMatch(/^(malformed|unknown_field|run_final|too_large|invalid_input)$/)
    })
    await fc.assert(property, { seed, numRuns: 250 })
    expect(await countRuns()).toBe(before)
  })

  test(`${template} refuses what two parsers could read in two ways`, async () => {
    const codeOf = async (body: unknown) => {
      const answer = await post(pathOf(template), { body })
      return [answer.status, answer.body.code]
    }
    const malformed = [400, 'malformed']
    expect(await codeOf('{')).toEqual(malformed)
    expect(await codeOf('not json')).toEqual(malformed)
    expect(await codeOf('{"input":{},"input":{}}')).toEqual(malformed)
    expect(await codeOf('{"input":{"word":"\\ud800"}}')).toEqual(malformed)
    expect(await codeOf(new Uint8Array([0x7b, 0xff, 0x7d]))).toEqual(malformed)
    expect(await codeOf('['.repeat(10_000) + ']'.repeat(10_000))).toEqual(malformed)
    expect(await codeOf(`${'{"input":'.repeat(10_000)}1${'}'.repeat(10_000)}`)).toEqual(malformed)
    for (const key of ['__proto__', 'constructor', 'prototype', 'toString']) {
      expect(await codeOf(`{"${key}":{"polluted":1}}`)).toEqual(malformed)
      expect(await codeOf(`{"input":{"${key}":{"polluted":1}}}`)).toEqual(malformed)
    }
  })

  test(`${template} refuses a byte more than a megabyte, with and without a length`, async () => {
    const filled = `${JSON.stringify({ input: {} })}${' '.repeat(mb)}`.slice(0, mb + 1)
    for (const chunked of [false, true]) {
      const { status, body } = await post(pathOf(template), { body: filled, chunked })
      expect([status, body.code]).toEqual([413, 'too_large'])
    }
  })
}

test('an input of more than 64 KB is too large', async () => {
  const input = { word: 'open sesame', count: 1, more: 'x'.repeat(65 * 1024) }
  expect([413, 422]).toContain((await post('/api/tasks/guarded/runs', { body: { input } })).status)
})

test('a field that the envelope does not have is refused and named', async () => {
  for (const field of ['env', 'cwd', 'shell', 'status', 'attempt', 'trigger', 'by', 'id', 'rerunOf']) {
    for (const template of ['/api/tasks/guarded/runs', '/api/runs/ID/rerun', '/api/runs/ID/cancel']) {
      const { status, body } = await post(pathOf(template), { body: { [field]: 'x' } })
      expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'unknown_field', `/${field}`])
    }
    const { status, body } = await call(server, 'GET', `/api/runs?${field}x=1`)
    expect([status, body.code]).toEqual([400, 'unknown_field'])
  }
})

test('an input that the task does not have is invalid and named', async () => {
  const input = { word: 'open sesame', shell: 'rm' }
  const { status, body } = await post('/api/tasks/guarded/runs', { body: { input } })
  expect([status, body.code]).toEqual([422, 'invalid_input'])
  expect(body.errors).toMatchObject([{ pointer: '/input/shell', code: 'unknown_field' }])
})

const oddNames = [
  '__proto__',
  'constructor',
  'toString',
  '..',
  '.',
  '../../etc/passwd',
  '%2e%2e',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '..%2f..',
  'a%2Fb',
  '%2F',
  '%00',
  'a%00b',
  '%zz',
  '%ff',
  '%5c..%5c',
  '%0d%0aSet-Cookie:%20a=b',
  "'%20OR%201=1--",
  'a'.repeat(10_000),
  'a'.repeat(5_000),
  '%F0%9F%98%80',
]
const templates = [
  ['GET', '/api/tasks/NAME'],
  ['POST', '/api/tasks/NAME/runs'],
  ['GET', '/api/runs/NAME'],
  ['POST', '/api/runs/NAME/cancel'],
  ['POST', '/api/runs/NAME/rerun'],
  ['GET', '/api/runs/NAME/log'],
  ['GET', '/api/runs/NAME/log?format=text'],
] as const

for (const [method, template] of templates) {
  test(`${method} ${template} finds nothing under an odd name`, async () => {
    for (const name of oddNames) {
      const { status, headers } = await call(server, method, template.replace('NAME', name))
      expect([400, 404], name.slice(0, 80)).toContain(status)
      expect(headers['set-cookie']).toBeUndefined()
    }
  })
}

test('odd queries are refused or find nothing', async () => {
  const odd = [
    'limit=0',
    'limit=201',
    'limit=x',
    'cursor=x',
    'status=x',
    'status=',
    'from=x',
    'trigger=x',
    'q=',
  ]
  for (const query of [...odd, 'q=a&q=b', 'q=%00', 'constructor=1', `q=${'a'.repeat(201)}`])
    expect((await call(server, 'GET', `/api/runs?${query}`)).status, query).toBe(400)
  for (const query of ["q='%20OR%201=1--", 'q=%25', 'task=__proto__', 'q=%ff'])
    expect((await call(server, 'GET', `/api/runs?${query}`)).body.data, query).toEqual([])
  for (const query of ['after=-1', 'after=x', 'after=1e300', 'limit=0', 'tail=-1', 'stream=x', 'format=x'])
    expect((await call(server, 'GET', `/api/runs/${run}/log?${query}`)).status, query).toBe(400)
})

test('large bodies leave no memory behind', async () => {
  const body = Buffer.alloc(16 * mb, 0x20)
  // What waits to be collected comes and goes by a hundred megabytes; what is kept raises the lowest point.
  const lowestOf = async (attacks: number) => {
    let lowest = Number.POSITIVE_INFINITY
    for (let i = 0; i < attacks; i++) {
      await post('/api/tasks/guarded/runs', { body, chunked: true }).catch(() => {})
      lowest = Math.min(lowest, residentBytes())
    }
    return lowest
  }
  const before = await lowestOf(20)
  expect((await lowestOf(30)) - before).toBeLessThan(50 * mb)
})

function residentBytes(): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
