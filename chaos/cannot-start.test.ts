import { expect, test } from 'vitest'
import { sharedBoard } from './board.ts'
import { functionTask } from './task-source.ts'

const command = (words: string, options = '') => `import { defineCommand, z } from 'runboard'
export default defineCommand({ command: ${words}, ${options} })
`
const text = `input: z.object({ text: z.string().default('') })`

const board = sharedBoard({
  'missing.ts': command(`['no-such-program']`),
  'missing-file.ts': command(`['./no-such-file.sh']`),
  'forbidden.ts': command(`['./_data.txt']`),
  'no-folder.ts': command(`['true']`, `cwd: './no-such-folder'`),
  'no-folder-function.ts': functionTask('() => 1', { cwd: './no-such-folder' }),
  'echo.ts': command(`['printf', '%s', '{text}']`, text),
  'too-long.ts': command(JSON.stringify(['true', ...Array(40).fill('{text}')]), text),
  '_data.txt': 'not a program\n',
})

const cases: [task: string, input: object, message: RegExp][] = [
  ['missing', {}, /^no-such-program was not found/],
  ['missing-file', {}, /^\.\/no-such-file\.sh was not found/],
  ['no-folder', {}, /no-such-folder.* does not exist/],
  ['no-folder-function', {}, /no-such-folder.* does not exist/],
  ['echo', { text: 'a\0b' }, /^The value of "text" is not possible: A NUL character/],
  ['too-long', { text: 'x'.repeat(60_000) }, /^The arguments and variables for true are too long/],
]

for (const [task, input, message] of cases) {
  test(`${task}: a run that cannot start fails with a plain sentence`, async () => {
    const run = await board.run(task, input)
    const { error } = await run.reaches('failed')
    expect(error?.message).toMatch(message)
  })
}

test('a file that may not be executed is named with the cure', async () => {
  board.file('tasks/_data.txt', 'not a program\n', 0o644)
  const run = await board.run('forbidden')
  const { error } = await run.reaches('failed')
  expect(error).toEqual({
    code: 'cannot_start',
    message: './_data.txt may not be executed. Try: chmod +x ./_data.txt',
  })
})

test('after all that, the same runner starts what can be started', async () => {
  const run = await board.run('echo', { text: 'still here' })
  await run.reaches('succeeded')
  expect(await run.log()).toBe('still here')
})
