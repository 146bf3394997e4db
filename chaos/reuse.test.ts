import { expect, test } from 'vitest'
import { sharedBoard } from './board.ts'
import { functionTask, scriptTask } from './task-source.ts'

const tasks = {
  clean: '() => process.pid',
  timer: '() => { setInterval(() => {}, 1000); return process.pid }',
  child: `async () => {
    const { spawn } = await import('node:child_process')
    spawn('sleep', ['600'], { detached: true, stdio: 'ignore' }).unref()
    return process.pid
  }`,
  thread: `async () => {
    const { Worker } = await import('node:worker_threads')
    new Worker('setInterval(() => {}, 1000)', { eval: true }).unref()
    return process.pid
  }`,
  'child-of-a-thread': `async () => {
    const { Worker } = await import('node:worker_threads')
    const source = "require('node:child_process').spawn('sleep', ['600'], { detached: true, stdio: 'ignore' }).unref()"
    await new Promise((resolve) => new Worker(source, { eval: true }).on('exit', resolve))
    return process.pid
  }`,
  'unix-socket': `async () => {
    const { createServer } = await import('node:net')
    await new Promise((resolve) => createServer().listen('\\0' + process.pid, resolve))
    return process.pid
  }`,
  'ended-child': `async () => {
    const { execFile } = await import('node:child_process')
    await new Promise((resolve) => execFile('true', resolve))
    return process.pid
  }`,
  'late-output': `() => {
    setTimeout(() => console.log('too late'), 200).unref()
    setTimeout(() => {}, 10)
    return process.pid
  }`,
  'late-throw': '() => { setTimeout(() => { throw new Error() }, 50); return process.pid }',
  'working-folder': `() => { process.chdir('/'); process.env.LEFT = 'behind'; return process.pid }`,
  look: '() => ({ pid: process.pid, folder: process.cwd(), left: process.env.LEFT ?? null })',
}
const sources = Object.entries(tasks).map(([name, body]) => [`${name}.ts`, functionTask(body)])
const script = scriptTask('sleep 0.05; echo "::output::$PPID"')
const board = sharedBoard({ ...Object.fromEntries(sources), 'script.sh': script }, { slots: 1 })

async function outputOf(task: string) {
  const run = await board.run(task)
  return (await run.reaches('succeeded')).output
}

test('a function that ends cleanly leaves its process for the next one', async () => {
  expect(await outputOf('clean')).toBe(await outputOf('clean'))
})

test('a script that ends cleanly leaves its process for the next one', async () => {
  expect(await outputOf('script')).toBe(await outputOf('script'))
})

test('a function whose child has ended leaves its process for the next one', async () => {
  expect(await outputOf('ended-child')).toBe(await outputOf('ended-child'))
})

for (const task of [
  'timer',
  'child',
  'thread',
  'child-of-a-thread',
  'unix-socket',
  'late-output',
  'late-throw',
]) {
  test(`a function that leaves a ${task.replaceAll('-', ' ')} behind has its process replaced`, async () => {
    const pid = await outputOf(task)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(await outputOf('clean')).not.toBe(pid)
  })
}

test('working folder and variables of one run are not seen by the next', async () => {
  const pid = await outputOf('working-folder')
  expect(await outputOf('look')).toEqual({ pid, folder: board.tasks, left: null })
})
