import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { onBoard } from './board.ts'
import { functionTask } from './task-source.ts'

const holder = `
const Database = require('better-sqlite3')
const db = new Database(process.argv[1])
db.exec('BEGIN IMMEDIATE')
console.log('held')
process.stdin.once('data', () => process.exit())`

/** Another program that holds the write lock of a store until it is told to let go. */
async function holdLock(data: string): Promise<ChildProcess> {
  const other = spawn(process.execPath, ['-e', holder, path.join(data, 'runboard.db')])
  await once(other.stdout, 'data')
  return other
}

async function letGo(other: ChildProcess) {
  other.stdin?.write('now')
  await once(other, 'exit')
}

test(
  'while another program holds the write lock reads go on, and writes wait or are refused',
  onBoard(async (board) => {
    board.task('quick.ts', functionTask('() => new Promise((resolve) => setTimeout(resolve, 500, "done"))'))
    await board.start()
    const running = await board.run('quick')
    await running.reaches('running')
    const other = await holdLock(board.data)
    const delay = monitorEventLoopDelay()
    delay.enable()
    const refused = board.run('quick').catch((error) => error)
    let reads = 0
    let isOver = false
    void refused.then(() => {
      isOver = true
    })
    for (; !isOver; reads++, await sleep(10)) expect((await running.state).status).toBe('running')
    delay.disable()
    expect(await refused).toMatchObject({ code: 'unavailable', message: /another program holds its lock/ })
    expect(reads).toBeGreaterThan(50)
    expect(delay.max / 1e6).toBeLessThan(2_500) // half of what a write waits: it does not wait in the way of others
    const waiting = board.run('quick')
    await letGo(other)
    expect((await running.reaches('succeeded')).output).toBe('done')
    await (await waiting).reaches('succeeded')
  }),
)
