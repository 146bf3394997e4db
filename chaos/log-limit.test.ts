import { expect, test } from 'vitest'
import type { LogLine } from '../lib/resources.ts'
import { sharedBoard } from './board.ts'
import { forgetPeakMemory, peakMemoryOf, usageOf } from './processes.ts'
import { scriptTask } from './task-source.ts'

const size = 100 * 1024 * 1024
const limit = 10 * 1024 * 1024
const flood = `python3 - <<'EOF'
import os
block = (b'x' * 99 + b'\\n') * 10_486
left = ${size} - 12
os.write(1, b'first\\n')
while left > 0: left -= os.write(1, block[-left:] if left < len(block) else block)
os.write(1, b'last.\\n')
EOF`

const board = sharedBoard({
  'flood.sh': scriptTask(flood, { timeout: '2m' }),
  'short.sh': scriptTask('for i in 1 2 3 4 5; do echo line $i; done; echo problem >&2'),
  'twice.sh': scriptTask('echo attempt $RUNBOARD_ATTEMPT; [ $RUNBOARD_ATTEMPT = 2 ]', {
    retries: 1,
    retry: { delay: '0.05s' },
  }),
})

const bytesOf = (lines: LogLine[]) =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line.text) + (line.partial ? 0 : 1), 0)

test('of 100 MB at once the beginning and the end are kept, and the rest is counted to the byte', async () => {
  const runner = board.runnerPid
  const before = usageOf(runner).memory
  forgetPeakMemory(runner)
  const run = await board.run('flood')
  const { attempts } = await run.reaches('succeeded', 110_000)
  expect(peakMemoryOf(runner)).toBeLessThanOrEqual(before + 50 * 1024 ** 2)
  const lines = await run.lines()
  const dropped = attempts[0]?.droppedBytes ?? 0
  const kept = lines.filter((line) => line.stream !== 'system')
  expect(bytesOf(kept) + dropped).toBe(size)
  expect(bytesOf(kept)).toBeLessThanOrEqual(limit + 64 * 1024)
  expect([kept[0]?.text, kept.at(-1)?.text]).toEqual(['first', 'last.'])
  const markers = lines.filter((line) => line.stream === 'system')
  expect(markers.map((line) => line.text)).toEqual([
    `${dropped} bytes of the log were over its limit and are not kept.`,
  ])
  await readsAroundTheGap(run.id, markers[0]?.seq as number)
})

/** Whoever asks for lines that are gone gets those after them, told that something is missing. */
async function readsAroundTheGap(run: string, gap: number) {
  for (const after of [gap - 1000, gap - 1]) {
    const { lines } = await board.door.log(run, { after, limit: 2 })
    expect(lines.map((line) => line.seq)).toEqual([gap, gap + 1])
  }
  const next = await board.door.log(run, { after: gap, limit: 1 })
  expect(next.lines.map((line) => line.seq)).toEqual([gap + 1])
  const { lines } = await board.door.log(run, { after: gap, limit: 1_000_000 })
  expect(bytesOf(lines)).toBeLessThanOrEqual(64 * 1024 + 16 * 1024)
}

test('a log read past its end is empty, and the end', async () => {
  const run = await board.run('short')
  await run.reaches('succeeded')
  const page = await board.door.log(run.id, { after: 1_000_000_000, limit: 10 })
  expect(page).toMatchObject({ lines: [], eof: true, next: 1_000_000_000 })
})

test('a log is read in pieces of any size, without a line lost or doubled', async () => {
  const run = await board.run('short')
  await run.reaches('succeeded')
  const whole = await board.door.log(run.id, { limit: Number.MAX_SAFE_INTEGER })
  expect(whole).toMatchObject({ eof: true, next: 6 })
  for (let after = 0; after < 6; after++) {
    const page = await board.door.log(run.id, { after, limit: 1 })
    expect(page).toMatchObject({ lines: [whole.lines[after]], next: after + 1, eof: after === 5 })
  }
  const tail = await board.door.log(run.id, { tail: 2, limit: 100 })
  expect(tail.lines).toEqual(whole.lines.slice(-2))
})

test('a log holds the lines of its own run only, over all attempts', async () => {
  const [run, other] = [await board.run('twice'), await board.run('short')]
  await run.reaches('succeeded')
  await other.reaches('succeeded')
  const said = (await run.lines()).map(({ seq, attempt, text }) => [seq, attempt, text])
  expect(said).toContainEqual([1, 1, 'attempt 1'])
  expect(said.at(-1)).toEqual([said.length, 2, 'attempt 2'])
  await expect(board.door.log('run_00000000000000000000', { limit: 1 })).rejects.toThrow('There is no run')
})
