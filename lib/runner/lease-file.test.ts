import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LeaseFile } from './lease-file.ts'
import { TaskProcess } from './task-process.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'runboard-lease-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

test('it tells when the lease is over, by the clock of the machine', () => {
  const file = new LeaseFile(data, 'first')
  file.extend(5_000)
  const leftMs = Number(BigInt(readFileSync(file.path, 'utf8')) - process.hrtime.bigint()) / 1e6
  expect(leftMs).toBeGreaterThan(3_000)
  expect(leftMs).toBeLessThanOrEqual(5_000)
})

test('a task process ends itself once the lease of its runner is over, and not before', async () => {
  const file = new LeaseFile(data, 'first')
  file.extend(600_000)
  const task = await TaskProcess.fork('a token', file.path)
  await sleep(500)
  expect(task.exit).toBeNull()
  const ended = new Promise((resolve) => {
    task.onExit = resolve
  })
  file.extend(0)
  expect(await ended).toMatchObject({ signal: 'SIGKILL' })
  task.dispose()
})

test('those of runners that are long gone are removed by the next one', () => {
  new LeaseFile(data, 'old').extend(0)
  new LeaseFile(data, 'new').extend(0)
  utimesSync(path.join(data, 'old.lease'), 0, 0)
  new LeaseFile(data, 'third')
  expect(readdirSync(data)).toEqual(['new.lease'])
})
