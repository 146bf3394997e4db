/** The command line client against a real server: docs/command-line.md. */
import { spawnSync } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { command, type Started, startCommand, startOnTerminal } from './command-line.ts'
import { startServer, type TestServer } from './harness.ts'

const password = 'open-sesame-1'
const me = { RUNBOARD_PASSWORD: password, RUNBOARD_NAME: 'ada' }
const sh = (lines: string) => `#!/bin/sh\n${lines}\n`
const front = (...lines: string[]) => ['---', ...lines, '---'].map((line) => `# ${line}\n`).join('')
const counting = (lines: number) =>
  `i=0; while [ $i -lt ${lines} ]; do echo "line $i"; echo "::progress::$i/${lines} working"; i=$((i+1)); sleep 0.1; done`
const tasks = {
  report: sh(
    `${front('title: Monthly report', 'input:', '  month: { type: string }', '  top: { type: integer, default: 3 }')}
echo "for $INPUT_MONTH"; sleep 0.2; echo careful >&2; echo '::output::{"top":'$INPUT_TOP'}'`,
  ),
  fails: sh('echo before; exit 3'),
  late: sh(`${front('timeout: 300ms', 'killGrace: 100ms')}sleep 60`),
  hostile: sh(`printf '\\033[2Jgone\\n'`),
  slow: sh(`${front('concurrency: 5')}${counting(600)}`),
  short: sh(`${front('concurrency: 5')}${counting(60)}`),
}
const options = {
  tasks,
  env: { RUNBOARD_PASSWORD: password },
  headers: { Authorization: `Bearer ${password}` },
}

let server: TestServer
test.beforeAll(async () => {
  server = await startServer(options)
})
test.afterAll(() => server.stop())

const runboard = (...args: string[]) => command(server.url, args, { env: me })
const newest = async () => JSON.parse((await runboard('ls', '--limit', '1', '--json')).out).data[0]

/** Resolves once the command has printed this. */
async function says(started: Started, text: string | RegExp) {
  await expect.poll(started.output, { timeout: 20_000 }).toMatch(text)
}

test('--wait prints the output, and the name is kept with the run', async () => {
  const { code, out } = await runboard('run', 'report', '-i', 'month=2026-11', '--input', 'top=5', '--wait')
  expect([code, out]).toEqual([0, '{"top":5}\n'])
  expect(await newest()).toMatchObject({ task: 'report', by: 'ada', input: { month: '2026-11', top: 5 } })
})

test('--follow shows the log, each stream on its own', async () => {
  const { code, out, err } = await runboard('run', 'report', '--input-json', '{"month":"2026-12"}', '-f')
  const { id } = await newest()
  expect([code, out]).toEqual([0, 'for 2026-12\n'])
  expect(err).toMatch(
    new RegExp(`^runboard: ${id} is queued\ncareful\nrunboard: ${id} succeeded after \\d+\\.\\ds\n$`),
  )
})

test('it ends as the run does', async () => {
  const failed = await runboard('run', 'fails', '--follow')
  expect([failed.code, failed.out]).toEqual([1, 'before\n'])
  expect(failed.err).toMatch(/ failed after [\d.]+s: .*3/)
  const late = await runboard('run', 'late', '--wait')
  expect([late.code, late.out]).toEqual([124, ''])
  expect(late.err).toContain(' timed out after ')
})

test('--json is one document, or one a line while following', async () => {
  const waited = await runboard('run', 'report', '-i', 'month=1', '--wait', '--json')
  expect(JSON.parse(waited.out)).toMatchObject({ status: 'succeeded', output: { top: 3 }, attempts: [{}] })
  const { out } = await runboard('run', 'report', '-i', 'month=1', '--follow', '--json', '-q')
  const documents = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(documents).toMatchObject([
    { text: expect.any(String) },
    { text: expect.any(String) },
    { status: 'succeeded' },
  ])
  const log = JSON.parse((await runboard('logs', documents.at(-1).id, '--json')).out)
  expect(log).toMatchObject({ eof: true, lines: [{ seq: 1 }, { seq: 2 }] })
})

test('a run that was started is waited for, looked at, read, and run again', async () => {
  const { out: id } = await runboard('run', 'report', '-i', 'month=x')
  expect(id).toMatch(/^run_\w+\n$/)
  expect((await runboard('wait', id.trim())).out).toBe('{"top":3}\n')
  expect((await runboard('status', id.trim())).out).toMatch(
    /^task {6}report\nstatus {4}succeeded\nby {8}ada$/m,
  )
  expect(await runboard('logs', id.trim(), '-q')).toEqual({ code: 0, out: 'for x\n', err: 'careful\n' })
  expect((await runboard('logs', id.trim(), '--tail', '1', '-f', '-q')).err).toBe('careful\n')
  const again = await runboard('rerun', id.trim(), '--wait')
  expect([again.code, again.out]).toEqual([0, '{"top":3}\n'])
  expect(await newest()).toMatchObject({ rerunOf: id.trim(), trigger: 'rerun' })
})

test('runs and tasks are tables', async () => {
  await runboard('run', 'fails', '--wait')
  const { out } = await runboard('ls', '--task', 'fails', '--status', 'failed', '--limit', '1')
  expect(out).toMatch(
    /^ID +TASK +STATUS +STARTED +DURATION +BY\nrun_\w+ +fails +failed +[\d-]{10} [\d:]{8} +[\d.]+s +ada\n$/,
  )
  expect((await runboard('tasks')).out).toMatch(/^report +\w.* Monthly report$/m)
})

test('cancel asks a run to stop, and waits until it is gone', async () => {
  const { out } = await runboard('run', 'slow')
  const canceled = await runboard('cancel', out.trim(), '--force', '--wait')
  expect(canceled).toEqual({ code: 0, out: '', err: `runboard: ${out.trim()} canceled\n` })
  const { code, err } = await runboard('cancel', out.trim())
  expect([code, err]).toEqual([1, expect.stringContaining('has ended already')])
  expect((await runboard('wait', out.trim())).code).toBe(130)
})

test('what does not exist or does not fit is named', async () => {
  const wrong: [string[], string][] = [
    [['run', 'repotr'], 'There is no task repotr. Did you mean report?'],
    [['run', 'report', '-i', 'month=1', '-i', 'top=many'], 'top: "many" is not a number.'],
    [['run', 'report'], 'month: '],
    [['run', 'report', '-i', 'month=1', '--delay', '30'], 'delay: "30" is not a duration'],
    [['status', 'run_nothing'], 'There is no such run.'],
  ]
  for (const [args, message] of wrong) {
    const { code, out, err } = await runboard(...args)
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(`runboard: ${message}`)])
  }
})

test('a wrong password, none at all, and a server that is not there are told apart', async () => {
  const wrong = await command(server.url, ['ls'], { env: { RUNBOARD_PASSWORD: 'hunter22hunter22' } })
  expect([wrong.code, wrong.err]).toEqual([77, 'runboard: The password is wrong.\n'])
  expect((await command(server.url, ['ls'])).code).toBe(77)
  const gone = await command('http://127.0.0.1:1999', ['run', 'report'])
  expect([gone.code, gone.err]).toEqual([
    69,
    'runboard: http://127.0.0.1:1999 cannot be reached: ECONNREFUSED.\n',
  ])
})

test('in a pipe a log goes out as it is, and its reader may leave', async () => {
  expect((await runboard('run', 'hostile', '-f')).out).toBe('\x1b[2Jgone\n')
  const started = startCommand(server.url, ['run', 'short', '-f', '-q'], { env: me })
  await says(started, 'line 1')
  started.child.stdout?.destroy()
  expect(await started.ended).toMatchObject({ code: 141, err: '' })
})

test('Ctrl-C in a pipe leaves the run, and says how to cancel it', async () => {
  const started = startCommand(server.url, ['run', 'slow', '--follow'], { env: me })
  await says(started, 'line 2')
  started.child.kill('SIGINT')
  const { code, err } = await started.ended
  const { id, status } = await newest()
  expect([code, status]).toEqual([130, 'running'])
  expect(err).toContain(`runboard: ${id} goes on. To cancel it: runboard cancel ${id}\n`)
  await runboard('cancel', id, '--force')
})

test('a server that is killed and started again meanwhile is waited for, and no line is lost', async () => {
  const started = startCommand(server.url, ['run', 'short', '--follow'], { env: me })
  await says(started, 'line 5')
  await server.crash()
  await says(started, 'Trying again for 60 s')
  const { folder, port } = server
  server = await startServer({ ...options, folder, port })
  const { code, out, err } = await started.ended
  expect([code, out]).toEqual([0, Array.from({ length: 60 }, (_, line) => `line ${line}\n`).join('')])
  expect(err).toContain('The server answers again.')
})

test.describe('on a terminal', () => {
  test.skip(spawnSync('script', ['--version']).error !== undefined, 'there is no `script` to make one')

  const onTerminal = (...args: string[]) => startOnTerminal(server.url, args, me)

  test('a status line stays below the log, which cannot act', async () => {
    const { ended } = onTerminal('run', 'hostile', '--follow')
    const { code, out } = await ended
    expect(code).toBe(0)
    expect(out).toContain('\r\x1b[K\\u001b[2Jgone\r\n')
  })

  test('Ctrl-C asks, and the run is canceled by y', async () => {
    const started = onTerminal('run', 'slow', '--follow')
    await says(started, /running \[#*\.+\] \d+% · working/)
    started.child.stdin?.write('\x03')
    await says(started, 'Cancel the run? [y/N] ')
    started.child.stdin?.write('y')
    await says(started, 'canceling')
    const { code, out } = await started.ended
    expect(code).toBe(130)
    expect(out).toMatch(/runboard: run_\w+ canceled after /)
  })

  test('any other key goes on, and Ctrl-C twice leaves the run', async () => {
    const started = onTerminal('run', 'slow', '--follow')
    const ask = async () => {
      const { length } = started.output()
      started.child.stdin?.write('\x03')
      await expect.poll(() => started.output().slice(length)).toContain('Cancel the run?')
    }
    await says(started, 'line 2')
    await ask()
    started.child.stdin?.write('n')
    await delay(300)
    await ask()
    started.child.stdin?.write('\x03')
    expect((await started.ended).code).toBe(130)
    const { id, status } = await newest()
    expect(status).toBe('running')
    expect(started.output()).toContain(`${id} goes on. To cancel it: runboard cancel ${id}`)
    await runboard('cancel', id, '--force')
  })
})
