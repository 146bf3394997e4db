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
export type LoadedTask = Pick<StoredTask, 'name' | 'kind' | 'policy' | 'inputSchema'> &
  Pick<Description, 'passes' | 'envFile' | 'progress'> & { file: string }

/** What loading a file came to. One that hung, or took its process along, is not tried again before it changes. */
export type Result = Pick<Loading, 'description' | 'problem'> & { isProcessLost?: boolean }

export type Definitions = {
  stored: StoredTask[]
  loaded: Map<string, LoadedTask>
  results: Map<string, Result>
}

type Loading = Extract<Report, { type: 'loaded' }>

const loadPatienceMs = 10_000
/** While one file takes longer than this, another process goes on with the rest. */
const slowMs = 1_000

/**
 * Reads every task of the folder, except the files whose result is `known`. User code is loaded in task processes of
 * its own; a broken file harms no other.
 */
export async function loadDefinitions(
  folder: string,
  token: string,
  known: Definitions['results'] = new Map(),
): Promise<Definitions> {
  const files = listTaskFiles(folder)
  const results = new Map([...known, ...(await loadAll(files, token, known))])
  const stored: StoredTask[] = []
  const loaded = new Map<string, LoadedTask>()
  for (const [name, namesakes] of Map.groupBy(files, (task) => task.name)) {
    const [{ file }] = namesakes as [TaskFile]
    const result = namesakes.length > 1 ? twins(namesakes) : (nameProblem(name) ?? results.get(file))
    const { description, problem } = result ?? { description: null, problem: unread }
    stored.push(storedTask(name, file, description, problem))
    if (description) {
      const { kind, policy, inputSchema, passes, envFile, progress } = description
      loaded.set(name, { name, kind, policy, inputSchema, passes, envFile, progress, file })
    }
  }
  return { stored, loaded, results }
}

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

async function loadAll(files: TaskFile[], token: string, known: Definitions['results']) {
  const results: Definitions['results'] = new Map()
  const waiting = files.map(({ file }) => file).filter((file) => !known.has(file))
  const loadWaiting = async (): Promise<void> => {
    if (waiting.length === 0) return
    const process = await TaskProcess.fork(token)
    let others: Promise<void> | null = null
    for (let file = waiting.shift(); file; file = others ? undefined : waiting.shift()) {
      const timer = setTimeout(() => {
        others = loadWaiting()
      }, slowMs)
      const result = await loadOne(process, file)
      clearTimeout(timer)
      results.set(file, result)
      if (result.isProcessLost) others ??= loadWaiting()
    }
    await kill({ group: process.pid, tokens: [] })
    process.dispose()
    await others
  }
  await loadWaiting()
  return results
}

function loadOne(process: TaskProcess, file: string): Promise<Result> {
  return new Promise((resolve) => {
    const give = (result: Result) => {
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
