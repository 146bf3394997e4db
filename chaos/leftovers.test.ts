import { expect, test } from 'vitest'
import { sharedBoard } from './board.ts'
import { eventually } from './eventually.ts'
import { killHard } from './processes.ts'
import { functionTask, scriptTask } from './task-source.ts'

const doubleFork = `python3 -c 'import os
if os.fork() == 0:
  os.setsid()
  if os.fork() == 0: os.execv("./_nap.sh", ["./_nap.sh"])
  os._exit(0)
os.wait()'`

/** Each starts one process that outlives what started it. */
const ways: Record<string, string> = {
  'a grandchild': `bash -c './_nap.sh & sleep 0'`,
  'a background job': './_nap.sh &',
  'nohup and a background job': 'nohup ./_nap.sh > /dev/null 2>&1 &',
  'a session of its own': 'setsid ./_nap.sh &',
  'a double fork': doubleFork,
}

const names = Object.keys(ways).map((_, i) => `way-${i}`)
const napTaken = 'until [ -s ../pids ]; do sleep 0.02; done; echo up'
const detached = `(await import('node:child_process')).spawn('./_nap.sh', { detached: true, stdio: 'ignore' }).unref()`

const board = sharedBoard({
  ...Object.fromEntries(
    Object.values(ways).map((line, i) => [`${names[i]}-ends.sh`, scriptTask(`${line}\n${napTaken}`)]),
  ),
  ...Object.fromEntries(
    Object.values(ways).map((line, i) => [
      `${names[i]}-stays.sh`,
      scriptTask(`${line}\n${napTaken}; sleep 600`),
    ]),
  ),
  'function.ts': functionTask(
    `async () => { ${detached}; await new Promise((resolve) => setTimeout(resolve, 300)) }`,
  ),
  'hidden.sh': scriptTask(`env -i setsid ./_nap.sh &\n${napTaken}`),
  'hidden-then-killed.sh': scriptTask(`env -i setsid ./_nap.sh &\n${napTaken}; kill -9 $PPID; sleep 600`),
})

Object.keys(ways).forEach((way, i) => {
  test(`${way}: it is gone when the run has succeeded, and when it is canceled`, async () => {
    board.file('pids', '')
    await (await board.run(`${names[i]}-ends`)).reaches('succeeded')
    expect(board.naps).toEqual([])
    board.file('pids', '')
    const run = await board.run(`${names[i]}-stays`)
    await run.says('up')
    expect(board.naps).toHaveLength(1)
    await run.cancel()
    await run.reaches('canceled')
    expect(board.naps).toEqual([])
  })
})

test('a detached child of a function is gone when the run has succeeded', async () => {
  board.file('pids', '')
  const run = await board.run('function')
  await eventually('the nap is taken', () => board.naps.length === 1)
  await run.reaches('succeeded')
  expect(board.naps).toEqual([])
})

for (const [task, status] of [
  ['hidden', 'succeeded'],
  ['hidden-then-killed', 'failed'],
] as const) {
  test(`${task}: a run ends although a process that nobody can find holds its output open`, async () => {
    board.file('pids', '')
    const run = await board.run(task)
    await run.reaches(status, 20_000)
    expect(await run.log()).toContain('up\n')
    const [hidden] = board.naps
    expect(hidden).toBeDefined()
    killHard(hidden as number)
  })
}
