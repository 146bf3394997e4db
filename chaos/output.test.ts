import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { sharedBoard } from './board.ts'
import { seeded } from './random.ts'
import { functionTask, scriptTask } from './task-source.ts'

const random = seeded()
const byteByByte = `python3 - <<'EOF'
import os, time
for i, byte in enumerate('héllo wörld ✓ 🎉\\n'.encode() * 20):
    os.write(1, bytes([byte]))
    if i % 40 == 0: time.sleep(0.03)
EOF`
const tinyWrites = `python3 - <<'EOF'
import os
for i in range(1_000_000): os.write(1, b'\\n' if i % 100 == 99 else b'.')
EOF`

const board = sharedBoard(
  {
    'cat.sh': scriptTask('cat ../payload'),
    'bytes.sh': scriptTask(byteByByte),
    'tiny.sh': scriptTask(tinyWrites),
    'bar.sh': scriptTask(`for i in 1 2 3; do printf '\\r%s%%' $i; sleep 0.15; done; printf '\\rdone\\n'`),
    'streams.sh': scriptTask('echo to stdout > /dev/stdout; echo to stderr > /dev/stderr'),
    'burst.ts': functionTask(
      `() => { process.stdout.write('out'.repeat(20_000)); process.stderr.write('err'.repeat(20_000)) }`,
    ),
    'function.ts': functionTask(`() => { process.stdout.write('no line end'); console.error('an error') }`),
  },
  { logLimit: '70MB' },
)

async function logOf(task: string): Promise<string> {
  const run = await board.run(task)
  await run.reaches('succeeded')
  return run.log()
}

const payloads: [what: string, content: () => Buffer][] = [
  ['lines', () => Buffer.from(Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`).join(''))],
  ['a line of 50 MB', () => Buffer.from(`${'0123456789'.repeat(5_000_000)}\n`)],
  ['long lines of letters outside the first plane', () => Buffer.from(`x${'🎉'.repeat(40_000)}\n`.repeat(3))],
  ['NUL', () => Buffer.from('a\0b\0\0\n\0\nlast\0')],
  ['an end without a line end', () => Buffer.from('one\ntwo')],
  ['windows line ends and empty lines', () => Buffer.from('one\r\n\r\n\n\ntwo\r\n')],
  [
    'what looks like a control line and is none',
    () => Buffer.from('::progress::x\n::output::{\n::\n ::output::1\n'),
  ],
  ['random bytes', () => Buffer.from(Array.from({ length: 300_000 }, () => random() * 256))],
]

for (const [what, content] of payloads) {
  test(`${what}: not a byte of the output is lost`, async () => {
    const payload = content()
    board.file('payload', payload)
    expect(fingerprint(await logOf('cat'))).toEqual(fingerprint(payload.toString('utf8')))
  })
}

test('no line that is stored is longer than 16 KB', async () => {
  board.file('payload', `${'x'.repeat(100_000)}\n`)
  const run = await board.run('cat')
  await run.reaches('succeeded')
  const lengths = (await run.lines()).map((line) => line.text.length)
  expect(Math.max(...lengths)).toBe(16 * 1024)
})

test('characters that come byte by byte are whole in the log', async () => {
  expect(await logOf('bytes')).toBe('héllo wörld ✓ 🎉\n'.repeat(20))
})

test('a million tiny writes are all kept', async () => {
  expect(fingerprint(await logOf('tiny'))).toEqual(fingerprint(`${'.'.repeat(99)}\n`.repeat(10_000)))
})

test('a progress bar is kept as it was drawn', async () => {
  expect(await logOf('bar')).toBe('\r1%\r2%\r3%\rdone\n')
})

test('a script may write to /dev/stdout and /dev/stderr', async () => {
  const run = await board.run('streams')
  await run.reaches('succeeded')
  const lines = (await run.lines()).map(({ stream, text }) => `${stream}: ${text}`)
  expect(lines.sort()).toEqual(['err: to stderr', 'out: to stdout'])
})

test('a last line without a line end is part of the log', async () => {
  const run = await board.run('function')
  await run.reaches('succeeded')
  const lines = (await run.lines()).map(({ stream, text, partial }) => ({ stream, text, partial }))
  expect(lines).toContainEqual({ stream: 'out', text: 'no line end', partial: true })
  expect(lines).toContainEqual({ stream: 'err', text: 'an error', partial: undefined })
})

test('what a function writes just before it returns is in the log, every time', async () => {
  for (let i = 0; i < 10; i++) {
    const log = await logOf('burst')
    expect([log.length, log.match(/out/g)?.length, log.match(/err/g)?.length]).toEqual([
      120_000, 20_000, 20_000,
    ])
  }
})

/** Where two long texts differ, their difference should not be printed. */
const fingerprint = (text: string) => ({
  length: text.length,
  start: text.slice(0, 100),
  end: text.slice(-100),
  hash: createHash('sha256').update(text).digest('hex'),
})
