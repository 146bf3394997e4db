import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sharedBoard } from './board.ts'
import { eventually } from './eventually.ts'
import type { LiveRun } from './live-run.ts'
import { seeded } from './random.ts'
import { functionTask, scriptTask } from './task-source.ts'

const policy = { killGrace: '0.3s', concurrency: 4, maxQueued: 100 }
const python = `import time, os\nopen('../pids', 'a').write(str(os.getpid()) + '\\n')\ntime.sleep(600)`

const stubborn: Record<string, string> = {
  'plain.sh': scriptTask('sleep 600', policy),
  'ignores-term.sh': scriptTask(`trap '' TERM; while :; do sleep 0.05; done`, policy),
  'exits-0-on-term.sh': scriptTask(`trap 'exit 0' TERM; while :; do sleep 0.05; done`, policy),
  'busy-loop.ts': functionTask('() => { for (;;); }', policy),
  'returns-on-abort.ts': functionTask(
    `({ signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve('done')))`,
    policy,
  ),
  'python-child.sh': scriptTask(`python3 -c "${python}"; true`, policy),
}
const slowToLoad = `await new Promise((resolve) => setTimeout(resolve, 1_500))
${functionTask('() => 1', { ...policy, killGrace: '30s' })}`
const quick = {
  'quick-function.ts': functionTask('() => new Promise((resolve) => setTimeout(resolve, 30))', policy),
  'quick-script.sh': scriptTask('sleep 0.05', policy),
}
const tasks = Object.keys(stubborn).map((file) => file.split('.')[0] as string)

const random = seeded()
const board = sharedBoard({ ...stubborn, ...quick, 'slow-to-load.ts': slowToLoad }, { slots: 4 })

test('a run is canceled at whatever moment it is asked to, and nothing of it is left', async () => {
  const cancelLater = async (run: LiveRun) => {
    await sleep(random() * 1_000)
    await run.cancel()
    await run.reaches('canceled')
    expect(board.processesOf(run)).toEqual([])
  }
  const runs = []
  for (const task of [...tasks, ...tasks]) runs.push(await board.run(task))
  await Promise.all(runs.map(cancelLater))
  expect(board.naps).toEqual([])
})

test('of a hundred cancels at random moments none ends a run wrongly', async () => {
  const ends = { canceled: 0, 'too late': 0 }
  const cancelOne = async (task: string) => {
    const run = await board.run(task)
    const hasStarted = () => board.starts.some((start) => start.run === run.id)
    if (random() < 0.7) await eventually('it starts', hasStarted)
    await sleep(random() * 200)
    const isAccepted = await run.cancel().then(
      () => true,
      () => false,
    )
    const { status, cancelRequestedAt } = await run.ends()
    expect(status).toBe(isAccepted ? 'canceled' : 'succeeded')
    expect(cancelRequestedAt !== null).toBe(isAccepted)
    ends[isAccepted ? 'canceled' : 'too late']++
  }
  const lane = async (task: string) => {
    for (let i = 0; i < 25; i++) await cancelOne(task)
  }
  await Promise.all(['quick-function', 'quick-script', 'quick-function', 'quick-script'].map(lane))
  console.log(ends)
  expect(ends.canceled).toBeGreaterThan(0)
})

test('a run that is canceled while its file still loads never begins', async () => {
  const run = await board.run('slow-to-load')
  await run.reaches('running')
  await sleep(100)
  await run.cancel()
  await run.reaches('canceled')
  expect(board.starts.some((start) => start.run === run.id)).toBe(false)
})

test('a forced cancel does not wait for the grace', async () => {
  board.task(
    'patient.sh',
    scriptTask(`trap '' TERM; echo up; while :; do sleep 0.05; done`, { killGrace: '1h' }),
  )
  await eventually('the task is known', () => board.knows('patient'))
  const run = await board.run('patient')
  await run.says('up')
  await run.cancel()
  expect((await run.state).status).toBe('running')
  await run.cancel({ force: true })
  await run.reaches('canceled')
})

test('a run whose cancel was accepted is canceled, even if the runner dies before it is done', async () => {
  const run = await board.run('patient')
  await run.says('up')
  await run.cancel()
  board.killRunner()
  const { error } = await run.reaches('canceled')
  expect(error).toBeNull()
  expect(await run.log()).toContain('The server stopped unexpectedly while this run was being canceled.')
})
