import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { onBoard, sharedBoard } from './board.ts'
import { eventually } from './eventually.ts'
import { seeded } from './random.ts'
import { functionTask, scriptTask } from './task-source.ts'

const board = sharedBoard({ 'task.ts': functionTask(`() => 'old'`, { title: 'Old' }) }, { slots: 1 })

const outputOf = async (task: string) => (await (await board.run(task)).reaches('succeeded')).output

const titleIs = (task: string, title: string) =>
  eventually(`${task} is called ${title}`, () =>
    board.door.task(task).then(
      (known) => known.title === title,
      () => false,
    ),
  )

test('a task file that changes is known by its new face, and new runs use the new code', async () => {
  expect(await outputOf('task')).toBe('old')
  board.task('task.ts', functionTask(`() => 'new'`, { title: 'New' }))
  await titleIs('task', 'New')
  expect(await outputOf('task')).toBe('new')
})

test('a helper that changes is picked up too', async () => {
  board.file('tasks/_helper.ts', `export const word = 'first'`)
  const source = functionTask('() => word', { title: 'Helped' })
  board.task('helped.ts', `import { word } from './_helper.ts'\n${source}`)
  await titleIs('helped', 'Helped')
  expect(await outputOf('helped')).toBe('first')
  board.file('tasks/_helper.ts', `export const word = 'second'`)
  await eventually('the new word is said', async () => (await outputOf('helped')) === 'second')
})

test('a run that goes on while its file changes is not disturbed', async () => {
  const wait = `() => new Promise((resolve) => setTimeout(resolve, 4000, 'old'))`
  board.task('slow.ts', functionTask(wait, { title: 'Slow' }))
  await titleIs('slow', 'Slow')
  const run = await board.run('slow')
  await eventually('it has loaded its file', () => board.starts.some((start) => start.run === run.id))
  board.task('slow.ts', functionTask(`() => 'new'`, { title: 'Quick' }))
  await titleIs('slow', 'Quick')
  expect(await run.reaches('succeeded')).toMatchObject({ output: 'old', attempt: 1 })
})

test('while its file changes again and again, no run of a task is lost or fails', async () => {
  const random = seeded()
  const changing = () =>
    functionTask('() => new Promise((resolve) => setTimeout(resolve, 5))', {
      title: String(random()),
      concurrency: 2,
      maxQueued: 1_000,
    })
  board.task('changing.ts', changing())
  await eventually('it is known', () => board.knows('changing'))
  for (let changes = 0; changes < 4; changes++) {
    board.task('changing.ts', changing())
    const runs = []
    for (const end = performance.now() + 1_000; performance.now() < end; ) {
      runs.push(await board.run('changing'))
      await sleep(random() * 40)
    }
    for (const run of runs) await run.reaches('succeeded')
  }
})

test('of two files with one name neither can run, until one is gone', async () => {
  board.task('twin.ts', functionTask('() => 1'))
  await eventually('the first is known', () => board.knows('twin'))
  board.task('twin.sh', scriptTask('exit 0'))
  await eventually('the second makes it broken', async () => !(await board.knows('twin')))
  const { problem } = await board.door.task('twin')
  expect(problem?.message).toContain('twin.sh and twin.ts have the same name')
  await expect(board.run('twin')).rejects.toMatchObject({ code: 'task_broken' })
  board.remove('twin.sh')
  await eventually('it can run again', () => board.knows('twin'))
})

test(
  'a file that hangs while it loads, kills its process or does not parse harms no other',
  onBoard(async (other) => {
    other.task('a-hangs.ts', 'for (;;);')
    other.task('b-dies.ts', `process.kill(process.pid, 'SIGKILL')`)
    other.task('c-broken.ts', 'export default {{{')
    other.task('good.ts', functionTask('() => 1'))
    await other.start()
    await (await other.run('good')).reaches('succeeded')
    const problems = ['a-hangs', 'b-dies', 'c-broken'].map(
      async (name) => (await other.door.task(name)).problem,
    )
    const messages = (await Promise.all(problems)).map((problem) => problem?.message)
    expect(messages.slice(0, 2)).toEqual([
      'It did not finish loading within 10 s.',
      'Its process ended while it was loading.',
    ])
    expect(messages[2]).toBeTruthy()
  }),
)

test('a file that lacks something outside the folder works soon after that is there', async () => {
  board.task('needy.ts', `import '../later.mjs'\n${functionTask('() => 1')}`)
  await eventually('it is shown as broken', async () =>
    (await board.door.task('needy').catch(() => null))?.problem?.message.includes('later.mjs'),
  )
  board.file('later.mjs', '')
  await eventually('it can run', () => board.knows('needy'))
  await (await board.run('needy')).reaches('succeeded')
})
