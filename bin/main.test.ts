import { expect, test } from 'vitest'
import { commands } from './commands.ts'
import { main } from './main.ts'

async function runboard(...args: string[]) {
  const printed = { out: '', err: '' }
  const stdout = { write: (text: string) => (printed.out += text) }
  const stderr = { write: (text: string) => (printed.err += text) }
  const env = { RUNBOARD_URL: 'http://127.0.0.1:9' }
  return { code: await main(args, { stdout, stderr, env }), ...printed }
}

test.each([[], ['--help'], ['-h'], ['help']])('the overview names every command (%j)', async (...args) => {
  const { code, out } = await runboard(...args)
  expect(code).toBe(0)
  for (const name of Object.keys(commands)) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'))
})

test.each(Object.entries(commands))(
  '%s tells its options and has examples',
  async (name, { options, examples }) => {
    const { code, out } = await runboard(name, '--help')
    expect(code).toBe(0)
    for (const option of Object.keys(options)) expect(out).toContain(`--${option}`)
    expect(examples.length).toBeGreaterThan(0)
    for (const [line] of examples) expect(line).toMatch(new RegExp(`^${name}\\b`))
    expect(await runboard('help', name)).toEqual({ code, out, err: '' })
  },
)

test('options of every command may stand before it', async () => {
  expect(await runboard('--quiet', 'ls', '--help')).toMatchObject({ code: 0 })
  expect((await runboard('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test.each([
  [['lgos'], 'There is no command lgos. Did you mean logs?'],
  [['ls', '--lmit', '3'], 'There is no option --lmit. Did you mean --limit?'],
  [['--verson'], 'There is no option --verson. Did you mean --version?'],
  [['logs'], 'It is: runboard logs ID.'],
  [['status', 'a', 'b'], 'It is: runboard status ID.'],
  [['ls', '--status', 'faild'], 'There is no status faild. Did you mean failed?'],
  [['ls', '--limit', '0'], '--limit must be a whole number of 1 or more.'],
  [['run', 'x', '--wait', '--follow'], 'Choose one: --wait or --follow.'],
  [['files', 'run_1', '--force'], 'Name the file to download.'],
  [['ls', '--url', 'nowhere'], 'must begin with http:// or https://'],
])('%j is refused before anything is asked: %s', async (args, message) => {
  const { code, err } = await runboard(...args)
  expect([code, err]).toEqual([2, expect.stringContaining(message)])
})
