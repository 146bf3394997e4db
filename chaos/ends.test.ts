import { expect, test } from 'vitest'
import { sharedBoard } from './board.ts'
import { functionTask, scriptTask } from './task-source.ts'

const board = sharedBoard(
  {
    'silent.sh': scriptTask('exit 0'),
    'code.sh': scriptTask('echo about to fail >&2; exit 7'),
    'signal.sh': scriptTask('kill -SEGV $$'),
    'twice.sh': scriptTask(`echo '::output::{"n":1}'; echo '::output::{"n":2}'; echo kept`),
    'late.sh': scriptTask(
      `trap 'echo "::output::\\"late\\""; exit 0' TERM; echo up; while :; do sleep 0.05; done`,
    ),
    'deep-line.sh': scriptTask(`python3 -c "print('::output::' + '[' * 5000 + ']' * 5000)"`),
    'deep.ts': functionTask('() => JSON.parse("[".repeat(500) + "]".repeat(500))'),
    'output-then-killed.sh': scriptTask(`echo '::output::{"rows":3}'; sleep 0.2; kill -KILL $PPID; sleep 60`),
    'garbage.ts': functionTask(`() => { process.send('what is this?'); return new Promise(() => {}) }`),
    'huge.ts': functionTask(
      `() => { process.send({ x: 'x'.repeat(50_000_000) }); return new Promise(() => {}) }`,
    ),
    'forged.ts': functionTask(
      `() => { process.send({ type: 'ended', output: '"forged"', error: null, exitCode: null, signal: null,
      final: false, spawned: false, reusable: true }); return new Promise(() => setInterval(() => {}, 1000)) }`,
    ),
    'exit-0.ts': functionTask('() => process.exit(0)'),
    'exit-3.ts': functionTask(`() => { console.log('last words'); process.exit(3) }`),
    'throw.ts': functionTask(`() => { throw new Error('The table is empty.') }`),
    'throw-much.ts': functionTask(`() => { throw new Error('x'.repeat(10_000_000)) }`),
    'uncaught.ts': functionTask(
      `() => { setTimeout(() => { throw new Error('Nobody catches this.') }); return new Promise(() => {}) }`,
    ),
    'not-json.ts': functionTask('() => 10n'),
    'large.ts': functionTask(`() => 'x'.repeat(300_000)`),
    'slow.sh': scriptTask('sleep 600', { timeout: '0.5s', killGrace: '0.5s' }),
    'stubborn.sh': scriptTask(`trap '' TERM; while :; do sleep 0.05; done`, {
      timeout: '0.5s',
      killGrace: '0.5s',
    }),
    'loop.ts': functionTask('() => { for (;;); }', { timeout: '0.5s', killGrace: '0.5s' }),
    'pid.ts': functionTask('() => process.pid'),
  },
  { slots: 1 },
)

async function endOf(task: string) {
  const run = await board.run(task)
  return { ...(await run.ends()), log: await run.log() }
}

test('a command that exits 0 without a word has succeeded without output', async () => {
  expect(await endOf('silent')).toMatchObject({ status: 'succeeded', output: null, error: null, log: '' })
})

test('a command that exits with another code has failed with it', async () => {
  const error = { code: 'exit_code', message: 'It exited with code 7.' }
  expect(await endOf('code')).toMatchObject({ status: 'failed', error, log: 'about to fail\n' })
})

test('a command that dies of a signal has failed with its name', async () => {
  const end = await endOf('signal')
  expect(end).toMatchObject({
    status: 'failed',
    error: { code: 'killed', message: 'It was killed by SIGSEGV.' },
  })
  expect(end.attempts[0]?.signal).toBe('SIGSEGV')
})

test('of two outputs the later counts, and neither is log', async () => {
  expect(await endOf('twice')).toMatchObject({ status: 'succeeded', output: { n: 2 }, log: 'kept\n' })
})

test('output that comes after a cancel is kept, and the run is canceled all the same', async () => {
  const run = await board.run('late')
  await run.says('up')
  await run.cancel()
  expect(await run.reaches('canceled')).toMatchObject({ output: 'late', error: null })
})

test('an output that no reader could take apart is refused, and the runner goes on', async () => {
  expect(await endOf('deep')).toMatchObject({ status: 'failed', error: { code: 'output_too_deep' } })
  const line = await endOf('deep-line')
  expect(line).toMatchObject({ status: 'succeeded', output: null })
  expect(line.log).toBe(`::output::${'['.repeat(5000)}${']'.repeat(5000)}\n`)
})

test('an output is kept when the process dies before it could report', async () => {
  expect(await endOf('output-then-killed')).toMatchObject({
    status: 'failed',
    output: { rows: 3 },
    error: { code: 'killed' },
  })
})

for (const task of ['garbage', 'huge']) {
  test(`a ${task} message from a task process ends the attempt, and the process is not used again`, async () => {
    const before = board.starts.length
    expect(await endOf(task)).toMatchObject({ status: 'failed', error: { code: 'protocol' } })
    const pid = board.starts[before]?.pid
    expect((await endOf('pid')).output).not.toBe(pid)
  })
}

test('a forged report of the end ends the attempt, and its process with it', async () => {
  const before = board.starts.length
  expect(await endOf('forged')).toMatchObject({ status: 'succeeded', output: 'forged' })
  const pid = board.starts[before]?.pid
  expect((await endOf('pid')).output).not.toBe(pid)
})

test('a function that calls process.exit ends as a command with that code', async () => {
  expect(await endOf('exit-0')).toMatchObject({ status: 'succeeded', output: null })
  const end = await endOf('exit-3')
  expect(end).toMatchObject({ status: 'failed', error: { message: 'It exited with code 3.' } })
  expect(end.log).toMatch(/^last words\n/)
})

test('whatever a function throws, wherever, is the error of its run', async () => {
  expect(await endOf('throw')).toMatchObject({ status: 'failed', error: { message: 'The table is empty.' } })
  expect(await endOf('uncaught')).toMatchObject({
    status: 'failed',
    error: { message: 'Nobody catches this.' },
  })
})

test('an endless message is cut', async () => {
  const { status, error } = await endOf('throw-much')
  expect(status).toBe('failed')
  expect(error?.message).toBe(`${'x'.repeat(4_000)}…`)
})

test('a result that is no JSON, or too large, fails the run with a sentence', async () => {
  const notJson = { message: 'It returned something that is not JSON.' }
  expect(await endOf('not-json')).toMatchObject({ status: 'failed', error: notJson })
  expect(await endOf('large')).toMatchObject({ status: 'failed', error: { code: 'output_too_large' } })
})

for (const task of ['slow', 'stubborn', 'loop']) {
  test(`a ${task} task is timed out at its limit, and nothing of it is left`, async () => {
    const run = await board.run(task)
    const { error } = await run.reaches('timed_out')
    expect(error).toEqual({ code: 'timed_out', message: 'It ran longer than its limit of 0.5 s.' })
    expect(board.processesOf(run)).toEqual([])
  })
}
