import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Definitions, loadDefinitions } from './definitions.ts'

const timeout = 60_000
const root = mkdtempSync(path.join(tmpdir(), 'runboard-definitions-'))
const folder = path.join(root, 'tasks')
let definitions: Definitions

const canaryFile = path.join(root, 'executed')
const canary = `fs.writeFileSync(${JSON.stringify(canaryFile)}, '')`
const runboard = "import { defineCommand, defineTask, z } from 'runboard'\n"

/** Each file of the folder, by its name: what is wrong with it, and what helps. Executable where it ends in `.sh`. */
const broken: [file: string, text: string, message: RegExp, cure: RegExp | null][] = [
  [
    'no-export.ts',
    'export const a = 1',
    /no default export made by defineTask or defineCommand/,
    /export default/,
  ],
  [
    'plain.ts',
    'export default { run() {} }',
    /no default export made by/,
    /import \{ defineTask \} from 'runboard'/,
  ],
  ['no-run.ts', `${runboard}export default defineTask({ run: 5 })`, /^Its `run` is not a function\.$/, null],
  ['throws.ts', "throw new Error('Boom while loading')", /^Boom while loading$/, null],
  ['syntax.ts', 'export default {{', /./, null],
  ['import.ts', "import './nothing.ts'", /Cannot find module .*nothing\.ts/, null],
  [
    'typo.ts',
    `${runboard}export default defineTask({ tiemout: '1h', run() {} })`,
    /Unrecognized key: "tiemout"/,
    null,
  ],
  [
    'when.ts',
    `${runboard}export default defineTask({ timeout: 'soon', run() {} })`,
    /^timeout: "soon" is not a/,
    null,
  ],
  [
    'date.ts',
    `${runboard}export default defineTask({ input: z.object({ d: z.date() }), run() {} })`,
    /Date/,
    /z\.iso\.date/,
  ],
  [
    'text.ts',
    `${runboard}export default defineTask({ input: z.string(), run() {} })`,
    /must be z\.object/,
    null,
  ],
  [
    'clash.ts',
    `${runboard}export default defineCommand({ command: ['true'], input: z.object({ aB: z.string(), a_b: z.string() }) })`,
    /aB and a_b would share the variable INPUT_A_B/,
    null,
  ],
  [
    'empty.ts',
    `${runboard}export default defineCommand({ command: [] })`,
    /must be a list that begins with a program/,
    null,
  ],
  [
    'place.ts',
    `${runboard}export default defineCommand({ command: ['echo', '{mont}'], input: z.object({ month: z.string() }) })`,
    /names \{mont\}, .* Did you mean \{month\}\?/,
    null,
  ],
  ['exits.ts', 'process.exit(3)', /^Its process ended while it was loading\.$/, null],
  ['talks.ts', "process.send('hello')", /something that Runboard does not understand while loading/, null],
  ['no-bit.py', '#!/usr/bin/env python3\n', /^It may not be executed\.$/, /^chmod \+x \/.*\/no-bit\.py$/],
  ['no-shebang.sh', 'echo hello\n', /does not say which program runs it/, /#!\/usr\/bin\/env bash/],
  [
    'no-program.sh',
    '#!/usr/bin/env no-such-program\n',
    /^It needs no-such-program/,
    /^Install no-such-program/,
  ],
  [
    'matter.sh',
    '#!/bin/sh\n# ---\n# titel: Report\n# ---\n',
    /"titel" is not a setting.*Did you mean "title"/,
    null,
  ],
  [
    'a&b.ts',
    `${runboard}export default defineTask({ run() {} })`,
    /characters that a task name may not have/,
    /^Use letters/,
  ],
]

const good: Record<string, string> = {
  'job.ts': `${runboard}export default defineTask({
    title: 'The job', description: 'Does it.', confirm: 'Sure?', retries: 2, env: ['HOME_OF_JOB'],
    input: z.object({ n: z.int().default(3) }), async run() {} })`,
  'month-end.ts': `${runboard}export default defineCommand({
    command: ['echo', '{month}'], input: z.object({ month: z.string() }), whenBusy: 'reject' })`,
  'word_count.sh': '#!/bin/sh\n# ---\n# timeout: 5m\n# input:\n#   text: string\n# args: ["{text}"]\n# ---\n',
  'plain.sh': '#!/bin/sh\necho hello\n',
  // Loading a script as a module would execute it.
  'node-script.mjs': `#!/usr/bin/env node\n// ---\n// title: By Node\n// ---\nimport fs from 'node:fs'\n${canary}\n`,
}

beforeAll(async () => {
  mkdirSync(folder)
  const texts = [...broken.map(([file, text]) => [file, text]), ...Object.entries(good)]
  for (const [file = '', text = ''] of texts) {
    writeFileSync(path.join(folder, file === 'plain.sh' ? 'plain-script.sh' : file), text)
  }
  const scripts = ['no-shebang.sh', 'no-program.sh', 'matter.sh', 'word_count.sh', 'plain-script.sh']
  for (const file of [...scripts, 'node-script.mjs']) chmodSync(path.join(folder, file), 0o755)
  writeFileSync(path.join(folder, 'twin.ts'), '')
  symlinkSync(path.join(folder, 'word_count.sh'), path.join(folder, 'twin.sh'))
  definitions = await loadDefinitions(folder, 'token')
}, timeout)

afterAll(() => rmSync(root, { recursive: true, force: true }))

const stored = (name: string) => definitions.stored.find((task) => task.name === name)

describe('a broken file is a card that says what is wrong, and what helps', () => {
  test.each(broken)('%s', (file, _, message, cure) => {
    const { name } = path.parse(file)
    const { problem } = stored(name) ?? {}
    expect(problem?.message).toMatch(message)
    if (cure) expect(problem?.cure).toMatch(cure)
    else expect(problem?.cure).toBeNull()
    expect(definitions.loaded.has(name)).toBe(false)
  })

  test('two files of one name are one card', () => {
    const twins = definitions.stored.filter(({ name }) => name === 'twin')
    expect(twins).toMatchObject([
      { problem: { message: /^twin\.sh and twin\.ts have the same name/, cure: 'Rename one of them.' } },
    ])
  })
})

describe('none of them harms another', () => {
  test('every file has its card', () => {
    expect(definitions.stored).toHaveLength(broken.length + Object.keys(good).length + 1)
  })

  test('a function', () => {
    expect(stored('job')).toMatchObject({
      title: 'The job',
      description: 'Does it.',
      kind: 'function',
      file: 'job.ts',
      confirm: 'Sure?',
      needsInput: false,
      problem: null,
      inputSchema: { properties: { n: { default: 3 } }, additionalProperties: false },
      policy: { retry: { attempts: 3 } },
    })
    expect(definitions.loaded.get('job')).toMatchObject({
      file: path.join(folder, 'job.ts'),
      passes: ['HOME_OF_JOB'],
    })
  })

  test('a command', () => {
    expect(stored('month-end')).toMatchObject({
      title: 'Month end',
      kind: 'command',
      needsInput: true,
      problem: null,
      policy: { whenBusy: 'reject' },
    })
  })

  test('a script, with front matter and without', () => {
    expect(stored('word_count')).toMatchObject({
      title: 'Word count',
      kind: 'script',
      needsInput: true,
      problem: null,
      policy: { timeoutMs: 300_000 },
    })
    expect(stored('plain-script')).toMatchObject({ kind: 'script', needsInput: false, problem: null })
  })

  test('a script in the language of our modules, which is not executed to be read', () => {
    expect(stored('node-script')).toMatchObject({ kind: 'script', title: 'By Node', problem: null })
    expect(existsSync(canaryFile)).toBe(false)
  })
})

test('a changed file has another version', { timeout }, async () => {
  const folder = path.join(root, 'other')
  mkdirSync(folder)
  const version = async (text: string) => {
    writeFileSync(path.join(folder, 'job.ts'), text)
    return (await loadDefinitions(folder, 'token')).stored[0]?.version
  }
  const text = `${runboard}export default defineTask({ run() {} })`
  const first = await version(text)
  expect(await version(`${text} // changed`)).not.toBe(first)
  expect(await version(text)).toBe(first)
})

test('a folder that is missing has no tasks', async () => {
  expect(await loadDefinitions(path.join(root, 'missing'), 'token')).toEqual({
    stored: [],
    loaded: new Map(),
    results: new Map(),
  })
})
