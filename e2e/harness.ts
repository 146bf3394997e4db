/** Real servers for tests: each on a free port, with a data folder and tasks of its own. They need a build. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Launched, launch as launchCommand } from './launch.ts'
import { storeOf } from './store.ts'

export type TestServer = {
  /** Such as `http://localhost:41234`. */
  url: string
  port: number
  pid: number
  /** Its data folder. */
  data: string
  /** What it has printed so far, on both streams. */
  output(): string
  /** Ends it and resolves with its exit code, null where a signal killed it. Its folders are gone afterwards. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  /** `kill -9` of the web process. Its folder stays, for a server that is started with the same `folder` and `port`. */
  crash(): Promise<void>
  folder: string
}

type Options = {
  /** Contents of the tasks folder, by file name; what begins with `#!` may be executed. */
  tasks?: Record<string, string>
  env?: Record<string, string>
  /** Of the requests that ask whether it is ready, where it asks who they are. */
  headers?: Record<string, string>
  /** Those of a server that crashed. */
  folder?: string
  port?: number
}

/** Resolves once the server knows its tasks; throws with its output when it ends before that. */
export async function startServer({
  tasks = {},
  env = {},
  headers,
  ...again
}: Options = {}): Promise<TestServer> {
  const folder = again.folder ?? (await makeFolder(tasks))
  const process = launch(folder, { PORT: String(again.port ?? 0), ...(await storeOf(folder)), ...env })
  const url = await addressOf(process)
  while ((await countTasks(url, headers)) < Object.keys(tasks).length) await delay(50)
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    process.child.kill(signal)
    const code = await process.ended
    await rm(folder, { recursive: true, force: true })
    return code
  }
  return {
    url,
    port: Number(new URL(url).port),
    pid: process.child.pid ?? 0,
    data: join(folder, 'data'),
    output: process.output,
    stop,
    crash: async () => {
      process.child.kill('SIGKILL')
      await process.ended
    },
    folder,
  }
}

/** A server that should refuse to start: its exit code and what it printed. It is ended where it does start. */
export async function refusedStart(env: Record<string, string>) {
  const folder = await makeFolder({})
  const process = launch(folder, env)
  await Promise.race([process.ended, addressOf(process).catch(() => {})])
  process.child.kill()
  const code = await process.ended
  await rm(folder, { recursive: true, force: true })
  return { code, output: process.output() }
}

async function makeFolder(tasks: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'runboard-e2e-'))
  await mkdir(join(folder, 'tasks'))
  for (const [name, content] of Object.entries(tasks)) {
    await writeFile(join(folder, 'tasks', name), content, { mode: content.startsWith('#!') ? 0o755 : 0o644 })
  }
  return folder
}

function launch(folder: string, env: Record<string, string>): Launched {
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  const own = { PORT: '0', RUNBOARD_DATA: join(folder, 'data'), RUNBOARD_DRAIN: '1s' }
  const command = [join(cwd, 'node_modules/.bin/node'), 'server.ts', join(folder, 'tasks')]
  return launchCommand(command, { cwd, env: { ...cleanEnvironment(), ...own, ...env } })
}

/** Without the settings of whoever runs the tests. */
function cleanEnvironment() {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('RUNBOARD_'))
  return Object.fromEntries(entries) as Record<string, string>
}

async function addressOf({ child, ended, output }: Launched): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  child.stdout?.on('data', () => {
    const port = /Runboard is at \S+:(\d+)\s/.exec(output())?.[1]
    if (port) resolve(`http://localhost:${port}`)
  })
  void ended.then((code) => reject(new Error(`The server ended with ${code}:\n${output()}`)))
  return await promise
}

async function countTasks(url: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(`${url}/api/tasks`, { headers })
  const { data } = (await response.json()) as { data: unknown[] }
  return data.length
}
