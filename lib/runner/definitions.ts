import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { policyOf } from '../policy.ts'
import type { StoredTask } from '../store/tasks.ts'
import type { Description, Report } from './messages.ts'
import { TaskProcess } from './task-process.ts'
import { listTaskFiles, type TaskFile } from './tasks-folder.ts'
import { kill } from './terminate.ts'

/** A task as the runner needs it to execute an attempt. `file` is absolute. */
export type LoadedTask = Pick<StoredTask, 'name' | 'kind' | 'policy'> & { file: string; passes: string[] }

export type Definitions = { stored: StoredTask[]; loaded: Map<string, LoadedTask> }

type Loading = Extract<Report, { type: 'loaded' }>

const loadPatienceMs = 10_000

/** Reads every task of the folder. User code is loaded in a task process of its own; a broken file harms no other. */
export async function loadDefinitions(folder: string, token: string): Promise<Definitions> {
  const files = listTaskFiles(folder)
  const results = await loadAll(files, token)
  const stored: StoredTask[] = []
  const loaded = new Map<string, LoadedTask>()
  for (const [name, namesakes] of Map.groupBy(files, (task) => task.name)) {
    const [{ file }] = namesakes as [TaskFile]
    const result = namesakes.length > 1 ? twins(namesakes) : (nameProblem(name) ?? results.get(file))
    const { description, problem } = result ?? { description: null, problem: unread }
    stored.push(storedTask(name, file, description, problem))
    if (description) {
      const { kind, policy, passes } = description
      loaded.set(name, { name, kind, policy, passes, file })
    }
  }
  return { stored, loaded }
}

type Result = Pick<Loading, 'description' | 'problem'>

const unread = { message: 'It could not be read.', cure: null }

function twins(files: TaskFile[]): Result {
  const names = files.map(({ file }) => path.basename(file)).join(' and ')
  const message = `${names} have the same name, so that neither can be told from the other.`
  return { description: null, problem: { message, cure: 'Rename one of them.' } }
}

function nameProblem(name: string): Result | null {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,99}$/u.test(name)) return null
  const message = 'Its name has characters that a task name may not have, or more than 100.'
  return { description: null, problem: { message, cure: 'Use letters, digits, dots, dashes and spaces.' } }
}

/** One process loads them all; a file that hangs or kills it costs that process, and the rest go to the next. */
async function loadAll(files: TaskFile[], token: string): Promise<Map<string, Result>> {
  const results = new Map<string, Result>()
  while (results.size < files.length) {
    const process = await TaskProcess.fork(token)
    try {
      for (const { file } of files.filter((task) => !results.has(task.file))) {
        const result = await loadOne(process, file)
        results.set(file, result)
        if (result.isProcessLost) break
      }
    } finally {
      await kill({ group: process.pid, tokens: [] })
      process.dispose()
    }
  }
  return results
}

function loadOne(process: TaskProcess, file: string): Promise<Result & { isProcessLost?: boolean }> {
  return new Promise((resolve) => {
    const give = (result: Result & { isProcessLost?: boolean }) => {
      clearTimeout(timer)
      process.onReport = process.onGarbage = process.onExit = () => {}
      resolve(result)
    }
    const lose = (message: string) =>
      give({ description: null, problem: { message, cure: null }, isProcessLost: true })
    const timer = setTimeout(
      () => lose(`It did not finish loading within ${loadPatienceMs / 1000} s.`),
      loadPatienceMs,
    )
    process.onReport = (report) => report.type === 'loaded' && give(report)
    process.onGarbage = () => lose('It sent something that Runboard does not understand while loading.')
    process.onExit = () => lose('Its process ended while it was loading.')
    if (process.exit) lose('Its process ended while it was loading.')
    else process.send({ type: 'load', file })
  })
}

function storedTask(
  name: string,
  file: string,
  description: Description | null,
  problem: StoredTask['problem'],
): StoredTask {
  return {
    name,
    title: description?.title ?? titleOf(name),
    description: description?.description ?? null,
    kind: description?.kind ?? 'function',
    file: path.basename(file),
    inputSchema: description?.inputSchema ?? {},
    needsInput: description?.needsInput ?? false,
    confirm: description?.confirm ?? null,
    policy: description?.policy ?? policyOf({}),
    problem,
    version: versionOf(file),
  }
}

/** "word-count" → "Word count" */
function titleOf(name: string): string {
  const words = name.replaceAll(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function versionOf(file: string): string {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('base64url').slice(0, 12)
  } catch {
    return 'unread'
  }
}
