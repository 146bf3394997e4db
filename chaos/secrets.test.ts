import { expect, test } from 'vitest'
import { masked } from '../lib/secrets.ts'
import { sharedBoard } from './board.ts'
import { eventually } from './eventually.ts'
import { functionTask, scriptTask } from './task-source.ts'

const secret = 'c0rrect "h0rse"'
const fromFile = 'p4ssw0rd with $pecial "signs"'
const password = 'z.object({ password: z.string().meta({ secret: true }) })'

const board = sharedBoard({
  '_settings.env': `DB_PASSWORD='${fromFile}'\nMODE=batch # the mode\n`,
  'tell.ts': functionTask(
    `({ input, progress }) => {
      console.log('password=' + input.password)
      progress(1, 2, 'with ' + input.password)
      return { was: input.password, length: input.password.length }
    }`,
    {},
    password,
  ),
  'fail.ts': functionTask(`({ input }) => { throw new Error('No ' + input.password) }`, {}, password),
  'cut.sh': `#!/bin/bash
# ---
# input:
#   password: { type: string, secret: true }
# ---
printf 'here: %s' "\${INPUT_PASSWORD:0:6}"; sleep 0.3; echo "\${INPUT_PASSWORD:6}!"
printf 'unfinished %s' "\${INPUT_PASSWORD:0:6}"
`,
  'environment.sh': `#!/bin/bash
# ---
# input:
#   password: { type: string, secret: true }
# ---
env
`,
  'two.ts': functionTask(
    '() => 1',
    {},
    'z.object({ password: z.string().meta({ secret: true }), host: z.string() })',
  ),
  'script-with-file.sh': scriptTask(`echo "$MODE $DB_PASSWORD"; echo "::output::[\\"$MODE\\"]"`, {
    envFile: './_settings.env',
  }),
  'with-file.ts': functionTask('() => [process.env.MODE, process.env.DB_PASSWORD, process.env.GIVEN]', {
    envFile: './_settings.env',
    env: { MODE: 'live', GIVEN: 'yes' },
  }),
  'needs-file.sh': scriptTask('echo "$TOKEN"', { envFile: '../later.env' }),
})

async function endOf(task: string, input = {}) {
  const run = await board.run(task, input)
  return { ...(await run.ends()), log: await run.log(), id: run.id }
}

test('a secret input is shown nowhere, and the task gets it', async () => {
  const end = await endOf('tell', { password: secret })
  expect(end).toMatchObject({
    status: 'succeeded',
    input: { password: masked },
    output: { was: masked, length: secret.length },
    progress: { note: `with ${masked}` },
    log: `password=${masked}\n`,
  })
})

test('a secret in an error is masked, in the log as well', async () => {
  const end = await endOf('fail', { password: secret })
  expect(end).toMatchObject({ status: 'failed', error: { message: `No ${masked}` } })
  expect(end.log).toContain(`No ${masked}`)
  expect(JSON.stringify(end)).not.toContain(secret)
})

test('a secret that is cut in two by the writes is masked, and what only begins like one is not lost', async () => {
  const { log } = await endOf('cut', { password: secret })
  expect(log).toBe(`here: ${masked}!\nunfinished ${secret.slice(0, 6)}`)
})

test('what the task finds in its environment is masked where it prints all of that, and so is a secret of any length', async () => {
  const { log } = await endOf('environment', { password: secret })
  expect(log).toContain(`RUNBOARD_INPUT={"password":"${masked}"}`)
  const long = await endOf('tell', { password: 'x'.repeat(60_000) })
  expect(long).toMatchObject({ status: 'succeeded', log: `password=${masked}\n` })
})

test('a run again keeps a secret only where nothing else has changed', async () => {
  const { id } = await endOf('two', { password: secret, host: 'here' })
  const again = (host: string) =>
    board.door.rerun(id, { trigger: 'rerun', input: { password: masked, host } })
  expect((await again('here')).run.input).toEqual({ password: masked, host: 'here' })
  await expect(again('mine.example')).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(board.run('tell', { password: masked })).rejects.toMatchObject({ code: 'invalid_input' })
})

test('what was secret once stays it, whatever the task says later', async () => {
  board.task('was-secret.ts', functionTask('() => 1', {}, password))
  await eventually('the task is known', () => board.knows('was-secret'))
  const { id } = await endOf('was-secret', { password: secret })
  board.task('was-secret.ts', functionTask('() => 2', {}, 'z.object({ password: z.string() })'))
  const isPlain = async () =>
    JSON.stringify((await board.door.task('was-secret')).inputSchema).includes('writeOnly') === false
  await eventually('the task has changed', isPlain)
  const { run } = await board.door.rerun(id, { trigger: 'rerun' })
  expect(run.input).toEqual({ password: masked })
})

test('a run again has the secret of the first, also where its masked input was sent back', async () => {
  const { id } = await endOf('tell', { password: secret })
  for (const input of [undefined, { password: masked }]) {
    const { run } = await board.door.rerun(id, { trigger: 'rerun', input })
    const again = await eventually('it ends', async () => {
      const state = await board.door.run(run.id)
      return state.finishedAt ? state : null
    })
    expect(again).toMatchObject({ input: { password: masked }, output: { length: secret.length } })
  }
})

test('nobody finds a secret by searching for it', async () => {
  await endOf('tell', { password: secret })
  expect((await board.door.runs({ q: secret, limit: 10 })).data).toEqual([])
})

test('variables of an envFile reach the task, and their values are shown nowhere', async () => {
  expect(await endOf('script-with-file')).toMatchObject({ log: `${masked} ${masked}\n`, output: [masked] })
})

test('what `env` says wins over the envFile', async () => {
  expect((await endOf('with-file')).output).toEqual(['live', masked, 'yes'])
})

test('a task whose envFile is missing is a card with the cure, until the file is there; it is read for each run', async () => {
  expect((await board.door.task('needs-file')).problem).toMatchObject({
    message: expect.stringMatching(/^Its envFile .*later\.env cannot be read/),
    cure: 'Create the file, or correct `envFile`.',
  })
  board.file('later.env', 'TOKEN=one-token')
  await eventually('it can run', () => board.knows('needs-file'))
  expect((await endOf('needs-file')).log).toBe(`${masked}\n`)
  board.file('later.env', 'TOKEN=two-token')
  expect((await endOf('needs-file')).log).toBe(`${masked}\n`)
})
