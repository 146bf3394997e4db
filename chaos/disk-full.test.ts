import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { onBoard } from './board.ts'
import { eventually } from './eventually.ts'
import type { Installation } from './installation.ts'
import { functionTask, scriptTask } from './task-source.ts'

/** Gives the data folder a small disk of its own. Returns how to take it away, or null where we may not. */
function mountDisk({ data }: Installation): (() => void) | null {
  mkdirSync(data)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', data], { stdio: 'ignore' })
  } catch {
    console.log('No disk can be mounted here, which takes root: what a full disk does was not tested.')
    return null
  }
  return () => execFileSync('umount', ['--lazy', data])
}

/** Writes until there is no room for one byte. Returns the file. */
function fill(folder: string): string {
  const file = path.join(folder, 'filler')
  const fd = openSync(file, 'w')
  try {
    for (let size = 2 ** 20; size >= 1; size /= 2) writeUntilFull(fd, Buffer.alloc(size))
  } finally {
    closeSync(fd)
  }
  return file
}

function writeUntilFull(fd: number, block: Buffer) {
  try {
    for (;;) writeSync(fd, block)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}

/** What it says when it is asked for one more run; null where that is accepted. */
const refusal = (board: Installation): Promise<unknown> =>
  board.run('quick').then(
    () => null,
    (error) => error,
  )

test(
  'on a full disk nothing is accepted and everything can be read; what ran ends once there is space',
  onBoard(async (board) => {
    const unmount = mountDisk(board)
    if (!unmount) return board.start()
    board.onClose = unmount
    const talks = 'echo up; until [ -e ../full ]; do sleep 0.05; done; seq 100000; echo last; touch ../over'
    board.task('talks.sh', scriptTask(talks))
    board.task('quick.ts', functionTask('() => 1', { maxQueued: 10_000 }))
    await board.start()
    const run = await board.run('talks')
    await run.says('up')
    const filler = fill(board.data)
    await eventually('no run is accepted any more', () => refusal(board))
    expect(await refusal(board)).toMatchObject({ code: 'unavailable', message: /the disk is full/ })
    board.file('full', '')
    await eventually('the work is done', () => existsSync(path.join(board.folder, 'over')))
    expect((await run.state).status).toBe('running')
    expect(await run.log()).toContain('up\n')
    expect((await board.door.tasks()).runner).toBe(true)
    rmSync(filler)
    expect((await run.reaches('succeeded')).attempts).toHaveLength(1)
    expect(await run.log()).toContain('\nlast\n')
    await (await board.run('quick')).reaches('succeeded')
  }),
)
