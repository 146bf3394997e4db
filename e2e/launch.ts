/** A server that is started by a command, and what it says until it ends. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export type Launched = {
  child: ChildProcess
  /** Its exit code, null where a signal ended it. */
  ended: Promise<number | null>
  output(): string
}

type Options = { cwd: string; env: Record<string, string>; uid?: number }

/** With nothing in its environment but `env` and a PATH. */
export function launch([program = '', ...args]: string[], { cwd, env, uid }: Options): Launched {
  const rights = uid === undefined ? {} : { uid, gid: uid }
  const child = spawn(program, args, {
    cwd,
    env: environment(env),
    ...rights,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  return { child, ended: once(child, 'exit').then(([code]) => code), output: () => output }
}

/** Resolves when `isSo` does; throws with what the process has printed where it ends before, or after 30 s. */
export async function until({ child, output }: Launched, isSo: () => boolean | Promise<boolean>) {
  for (const deadline = Date.now() + 30_000; !(await isSo()); await delay(50)) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`It did not get ready:\n${output()}`)
  }
}

export const isUp = (server: Launched) => until(server, () => /\n {2}store /.test(server.output()))

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

function environment(env: Record<string, string>) {
  const { PATH, HOME } = process.env
  const all: Record<string, string | undefined> = { PATH, HOME, ...env }
  return all as NodeJS.ProcessEnv
}
