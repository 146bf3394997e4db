import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { findProcesses, signal } from './processes.ts'

const started: ChildProcess[] = []

afterEach(() => {
  for (const child of started.splice(0)) if (child.pid) signal(-child.pid, 'SIGKILL')
})

/** A process that leads a group of its own and sleeps. */
async function start(command = 'exec sleep 60', env: Record<string, string> = {}): Promise<number> {
  const options = { detached: true, stdio: 'ignore', env: { ...process.env, ...env } } as const
  const child = spawn('sh', ['-c', command], options)
  started.push(child)
  await once(child, 'spawn')
  return child.pid as number
}

async function until(condition: () => boolean) {
  while (!condition()) await sleep(5)
}

describe('processes', () => {
  test('are found by their group', async () => {
    const group = await start('sleep 60 & sleep 60 & wait')
    await until(() => findProcesses({ group, tokens: [] }).length === 3)
    const other = await start()
    expect(findProcesses({ group, tokens: [] })).not.toContain(other)
  })

  test('are found by their mark, in whatever group they are', async () => {
    const token = crypto.randomUUID()
    const marked = await start(undefined, { RUNBOARD_TOKEN: token })
    await start(undefined, { RUNBOARD_TOKEN: `${token}-longer` })
    await start(undefined, { OTHER: token })
    await until(() => findProcesses({ tokens: [token] }).length > 0)
    expect(findProcesses({ tokens: [token] })).toEqual([marked])
    expect(findProcesses({ tokens: ['unknown', token] })).toEqual([marked])
    expect(findProcesses({ tokens: [] })).toEqual([])
  })

  test('do not count once they are dead, though nobody has waited for them', async () => {
    const group = await start('true & exec sleep 60')
    await until(() => statesOf(group).includes('Z'))
    expect(findProcesses({ group, tokens: [] })).toEqual([group])
  })

  test('may have any name', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'runboard-processes-'))
    const program = path.join(folder, 'a) Z 1 (b')
    copyFileSync('/bin/sleep', program)
    const group = await start(`exec '${program}' 60`)
    await until(() => readFileSync(`/proc/${group}/comm`, 'utf8').startsWith('a) Z'))
    expect(findProcesses({ group, tokens: [] })).toEqual([group])
    rmSync(folder, { recursive: true })
  })

  test('never mean this one', () => {
    const group = Number(statOf(process.pid)[2])
    expect(findProcesses({ group, tokens: [] })).not.toContain(process.pid)
  })

  test('that are gone take no signal', async () => {
    const pid = await start()
    const gone = once(started.at(-1) as ChildProcess, 'exit')
    expect(signal(pid, 'SIGKILL')).toBe(true)
    await gone
    expect(signal(pid, 'SIGTERM')).toBe(false)
    expect(signal(-pid, 'SIGTERM')).toBe(false)
  })
})

const statOf = (pid: number) => {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

/** The states of a process and of its children. */
function statesOf(pid: number): (string | undefined)[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1')
    .trim()
    .split(' ')
    .filter(Boolean)
  return [pid, ...children.map(Number)].map((each) => statOf(each)[0])
}
